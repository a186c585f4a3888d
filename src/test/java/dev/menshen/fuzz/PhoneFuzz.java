package dev.menshen.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.menshen.accounts.Login;
import dev.menshen.accounts.Phone;

/** Phone numbers: a number has one spelling that is kept, which the table takes and which reads as itself. */
class PhoneFuzz {

    @FuzzTest(maxDuration = "4m")
    void aNumberIsOneNumber(byte[] typed) {
        String text = new String(typed, UTF_8);
        Phone.read(
                text,
                "CN",
                phone -> {
                    // As the table's constraint has it.
                    assertThat(phone.e164()).matches("\\+[1-9][0-9]{6,14}");
                    Phone.<Void>read(
                            phone.e164(),
                            "CN",
                            again -> {
                                assertThat(again).isEqualTo(phone);
                                return null;
                            },
                            flaw -> {
                                throw new AssertionError(phone + " does not read as itself: " + flaw);
                            });
                    assertThat(Login.read(text, "CN")).isEqualTo(new Login(Login.Kind.PHONE, phone.e164()));
                    return true;
                },
                flaw -> flaw.key().isEmpty());
    }
}
