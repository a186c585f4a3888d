package dev.menshen.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.menshen.accounts.Email;
import dev.menshen.accounts.Login;

/** E-mail addresses: one recipient in plain ASCII, found however its letters were typed. */
class EmailFuzz {

    @FuzzTest(maxDuration = "4m")
    void anAddressIsOneAddress(byte[] typed) {
        String text = new String(typed, UTF_8);
        Email.read(
                text,
                email -> {
                    assertThat(email.text()).hasSizeLessThanOrEqualTo(254).matches("[!-?A-~]+@[A-Za-z0-9.-]+");
                    assertThat(email.text()).doesNotContain(",", ";", "<", ">", "(", "\"");
                    Email again = Email.read(email.text(), kept -> kept, flaw -> {
                        throw new AssertionError(email + " does not read as itself: " + flaw);
                    });
                    assertThat(again.text()).isEqualTo(email.text());
                    assertThat(Login.read(text, "CN")).isEqualTo(new Login(Login.Kind.EMAIL, email.key()));
                    return true;
                },
                flaw -> flaw.key().isEmpty());
    }
}
