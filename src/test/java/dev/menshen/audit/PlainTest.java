package dev.menshen.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No text that comes from outside can end its line, leave its quotes, hide, or be long. */
class PlainTest {

    private static final List<String> BAD = List.of(
            "\r\n",
            "\n",
            "\u001b[2J",
            "\u0000",
            "\u007f",
            "\u0085",
            "\u2028",
            "\u2029",
            "\u202e",
            "\u2066",
            "\u200b",
            "\ufeff",
            "\u00ad",
            "\"",
            "'",
            "`",
            "\\",
            "%n",
            "%s",
            "=",
            "\t",
            "\u00a0",
            "\u3000",
            "\ud800",
            "\ue000",
            "\udb40\udc41",
            "${jndi:x}=",
            "\u061c");

    @Test
    void whatMeansSomethingIsWrittenAsItsNumber() {
        for (String bad : BAD) {
            String plain = Plain.text("a" + bad + "b");
            assertThat(plain).as("U+%X", bad.codePointAt(0)).contains("\\u{");
            assertThat(plain.replace("\\u{", "")).as("U+%X", bad.codePointAt(0)).doesNotContain(bad);
        }
        assertThat(Plain.text("a\r\nb")).isEqualTo("a\\u{D}\\u{A}b");
    }

    @Test
    void namesOfEveryScriptStayAsTheyAre() {
        for (String name : List.of("alice", "王小明", "Jörg", "Ольга", "محمد", "o.neil_2-x", "a b", "𠮷野")) {
            assertThat(Plain.text(name)).isEqualTo(name);
        }
    }

    @Test
    void aLongTextIsCutAfterSixtyFourCharacters() {
        assertThat(Plain.text("x".repeat(10_000))).isEqualTo("x".repeat(64) + "…");
        assertThat(Plain.text("\n".repeat(10_000))).isEqualTo("\\u{A}".repeat(64) + "…");
        assertThat(Plain.text("𠮷".repeat(64))).isEqualTo("𠮷".repeat(64));
        assertThat(Plain.word("1".repeat(10_000))).hasSize(64);
    }

    @Test
    void anEventIsOneLineWhateverItsTextsAre() {
        for (String bad : BAD) {
            Event event = new Event(What.SIGN_IN_FAILED, new Subject(1L, bad), Method.PASSWORD, bad, bad);
            String line = new Entry(Instant.EPOCH, event, 1).line();
            assertThat(line.lines()).hasSize(1);
            assertThat(line.chars().filter(c -> c == '"')).hasSize(4);
            assertThat(line.chars().filter(c -> c == '=')).hasSize(8);
            assertThat(line.codePoints()).noneMatch(Character::isISOControl);
        }
    }

    @Test
    void anAddressIsAWord() {
        assertThat(event("fe80::1%eth0").address()).isEqualTo("fe80::1");
        assertThat(event("10.0.0.1 name=x").address()).isEqualTo("10.0.0.1_name_x");
        assertThat(event("").address()).isEqualTo("-");
    }

    private static Event event(String address) {
        return new Event(What.SIGN_OUT, Subject.NOBODY, address);
    }
}
