package dev.menshen.sms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.sms.Sending.Sent;
import dev.menshen.store.ExpiringStore;
import dev.menshen.store.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;

/** A house whose gateway is an outbox, over a store of one kind or another. */
abstract class SmsFixture {

    static final String PHONE = "+8613800138000";
    static final String OTHER_PHONE = "+8613900139000";

    final Outbox outbox = new Outbox();

    /** The store under test, empty at the start of each test. */
    abstract ExpiringStore store();

    /** Lets time pass for the store. */
    abstract void pass(Duration time);

    SmsCodes codes() {
        return codes(1_000);
    }

    SmsCodes codes(int dailyBudget) {
        return codes(Outgoing.atOnce(outbox), dailyBudget);
    }

    SmsCodes codes(Outgoing outgoing) {
        return codes(outgoing, 1_000);
    }

    private SmsCodes codes(Outgoing outgoing, int dailyBudget) {
        return codes(store(), outgoing, dailyBudget);
    }

    /** The same over another store, which keeps what the one under test keeps. */
    SmsCodes codes(ExpiringStore same) {
        return codes(same, Outgoing.atOnce(outbox), 1_000);
    }

    private static SmsCodes codes(ExpiringStore store, Outgoing outgoing, int dailyBudget) {
        byte[] key = "the key of the server under test".getBytes(StandardCharsets.US_ASCII);
        return new SmsCodes(store, store, new Tokens(new SecureRandom()), key, outgoing, dailyBudget);
    }

    Sending send(String phone, Purpose purpose) {
        return send(codes(), new SmsRequest(phone, purpose, "browser of " + phone, "10.0.0.7"));
    }

    static Sending send(SmsCodes codes, SmsRequest request) {
        return send(codes, request, true);
    }

    static Sending send(SmsCodes codes, SmsRequest request, boolean hidden) {
        return codes.send(request, code -> "Your code is " + code, new Unsent(hidden, () -> {}));
    }

    /** A code just sent to the phone. */
    String sent(Purpose purpose) {
        assertThat(send(PHONE, purpose)).isInstanceOf(Sent.class);
        return outbox.code();
    }

    static String notThe(String code, int i) {
        return String.format(Locale.ROOT, "%06d", (Integer.parseInt(code) + 1 + i) % 1_000_000);
    }
}
