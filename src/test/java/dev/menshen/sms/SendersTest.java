package dev.menshen.sms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendersTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, UTF_8);
    private final SmsMessage message =
            new SmsMessage("+8613800138000", Purpose.LOGIN, "012345", "验证码 012345\n@door.example.lan #012345");

    @Test
    void theConsoleShowsPhoneAndTextWithItsLines() {
        new ConsoleSender(out).send(message);
        assertThat(bytes.toString(UTF_8).lines())
                .containsExactly("SMS to=+8613800138000 text=验证码 012345", "@door.example.lan #012345");
    }

    @Test
    void developmentModeShowsOneLineForProgramsAndSendsAllTheSame() throws IOException {
        List<SmsMessage> sent = new ArrayList<>();
        new DevSender(out, sent::add).send(message);
        assertThat(bytes.toString(UTF_8).lines()).containsExactly("DEV sms to=+8613800138000 tpl=login code=012345");
        assertThat(sent).containsExactly(message);
    }

    @Test
    void aMessageDoesNotGiveItsSecretsAwayWhenItIsLogged() {
        assertThat(message).hasToString("SmsMessage[LOGIN to +86…00]");
    }

    @Test
    void aPurposeIsFoundByTheNameTheFormSendsAndNoOther() {
        assertThat(Purpose.of("register")).contains(Purpose.REGISTER);
        assertThat(Purpose.of("login")).contains(Purpose.LOGIN);
        assertThat(Purpose.of("reset")).contains(Purpose.RESET);
        assertThat(Purpose.of("LOGIN")).isEmpty();
        assertThat(Purpose.of("")).isEmpty();
    }
}
