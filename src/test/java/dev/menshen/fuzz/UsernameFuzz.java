package dev.menshen.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.menshen.accounts.Login;
import dev.menshen.accounts.Username;

/** User names: one that is taken is shown and found as it was typed, and is never a phone or an e-mail address. */
class UsernameFuzz {

    @FuzzTest(maxDuration = "4m")
    void aNameIsOneName(byte[] typed) {
        String text = new String(typed, UTF_8);
        Username.read(
                text,
                name -> {
                    assertThat(name.text().codePointCount(0, name.text().length()))
                            .isBetween(2, 32);
                    assertThat(name.key())
                            .isNotEmpty()
                            .doesNotContain("@")
                            .isEqualTo(name.key().strip());
                    assertThat(name.text().codePoints()).noneMatch(Character::isISOControl);
                    Username again = Username.read(name.text(), kept -> kept, flaw -> {
                        throw new AssertionError(name + " does not read as itself: " + flaw);
                    });
                    assertThat(again).isEqualTo(name);
                    assertThat(again.text()).isEqualTo(name.text());
                    assertThat(Login.read(text, "CN")).isEqualTo(new Login(Login.Kind.USERNAME, name.key()));
                    return true;
                },
                flaw -> flaw.key().isEmpty());
    }
}
