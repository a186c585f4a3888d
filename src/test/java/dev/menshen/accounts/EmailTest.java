package dev.menshen.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user@example.org",
                "user@intranet",
                "a@localhost",
                "user@host.corp",
                "first.last+tag@x-y.example",
                "!#$%&'*+/=?^_`{|}~-@x.y",
                "1@1.1",
                "U@EXAMPLE.ORG"
            })
    void whatABrowserTakesIsTaken(String address) {
        assertThat(read(address)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "user",
                "@x",
                "user@",
                "a@b@c",
                "a b@c",
                "\"a b\"@c",
                "a@b..c",
                "a@.b",
                "a@b.",
                "a@-b",
                "a@b-",
                "a@b_c",
                "mike@exampıe.org",
                "张@例子.中国",
                "a\u0000@b",
                "a@b\nc",
                "a@b\r\nBcc: x@y",
                "a@[10.0.0.1]",
                "<a@b>",
                "a,b@c",
                "a@" + "0123456789012345678901234567890123456789012345678901234567890123"
            })
    void whatIsNoAddressIsMalformed(String text) {
        assertThat(read(text)).isEqualTo(Email.Flaw.MALFORMED);
    }

    @Test
    void anAddressHas254CharactersAtTheMost() {
        String domain = "@" + ("a".repeat(49) + ".").repeat(3) + "org";
        String longest = "x".repeat(254 - domain.length()) + domain;

        assertThat(read(longest)).isEqualTo(longest);
        assertThat(read("x" + longest)).isEqualTo(Email.Flaw.TOO_LONG);
        assertThat(read("x".repeat(1_000_000))).isEqualTo(Email.Flaw.TOO_LONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"info@title.org", "INFO@TITLE.ORG", " Info@Title.org\n", "ｉｎｆｏ＠title．org"})
    void spellingsOfOneAddressHaveOneKeyInEveryLocale(String spelling) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(Email.<String>read(spelling, Email::key, Email.Flaw::key))
                    .isEqualTo("info@title.org");
        } finally {
            Locale.setDefault(before);
        }
    }

    private static Object read(String text) {
        return Email.<Object>read(text, Email::text, flaw -> flaw);
    }
}
