package dev.menshen.sms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.store.HandClock;
import dev.menshen.store.MemoryStore;
import dev.menshen.store.Tokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the log tells of codes, read from standard error, where it goes. */
class SmsLogTest {

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final HandClock clock = new HandClock();
    private final MemoryStore store = new MemoryStore(1_000, clock);
    private final Outbox outbox = new Outbox();
    private SmsSender sender = outbox;

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(log, true, UTF_8));
    }

    @AfterEach
    void listenNoMore() {
        System.setErr(before);
    }

    private List<String> lines(String about) {
        return log.toString(UTF_8).lines().filter(line -> line.contains(about)).toList();
    }

    private Sending send(int phone, int budget) {
        SmsCodes codes = new SmsCodes(
                store, store, new Tokens(new SecureRandom()), new byte[32], Outgoing.atOnce(sender), budget);
        SmsRequest request = new SmsRequest("+861380013" + (8000 + phone), Purpose.LOGIN, "b" + phone, "10.0.0.1");
        return codes.send(request, code -> "Your code is " + code, new Unsent(true, () -> {}));
    }

    @Test
    void theHouseIsWarnedOnceAtFourFifthsOfTheDaysTextsAndOnceAtTheLast() {
        for (int i = 0; i < 7; i++) {
            send(i, 10);
        }
        assertThat(lines("of a day are sent")).isEmpty();
        send(7, 10);
        send(8, 10);
        assertThat(lines("8 of the 10 text messages of a day are sent")).hasSize(1);
        for (int i = 9; i < 15; i++) {
            send(i, 10);
        }
        assertThat(lines("All 10 text messages of a day are sent")).hasSize(1);
        assertThat(lines("of a day are sent")).hasSize(2);
        clock.pass(Duration.ofDays(1));
        for (int i = 0; i < 10; i++) {
            send(i, 10);
        }
        assertThat(lines("of a day are sent")).hasSize(4);
    }

    @Test
    void aSentCodeIsNotLogged() {
        send(0, 1);
        assertThat(log.toString(UTF_8)).contains("All 1 text").doesNotContain(outbox.code(), "13800138000");
    }

    @Test
    void aGatewaysComplaintIsLoggedWithoutCodeAndPhone() {
        sender = message -> {
            throw new IOException("status 503 for " + message.to() + " " + message.code());
        };
        send(0, 10);
        assertThat(lines("was not taken by the gateway"))
                .singleElement()
                .asString()
                .contains("SmsMessage[LOGIN to +86…00]", "java.io.IOException: status 503 for +… …")
                .doesNotContain("8000");
        assertThat(log.toString(UTF_8)).doesNotContainPattern("[0-9]{6}");
    }

    @Test
    void whatALibrarySaysOfABreakIsNotLogged() {
        sender = message -> {
            throw new IllegalArgumentException("https://gateway.example/?key=hush&text=" + message.text());
        };
        send(0, 10);
        assertThat(lines("was not taken by the gateway"))
                .singleElement()
                .asString()
                .contains("java.lang.IllegalArgumentException")
                .doesNotContain("hush", "gateway.example");
    }
}
