package dev.menshen.sms;

import dev.menshen.sms.Sending.Refused;
import dev.menshen.sms.Sending.Sent;
import dev.menshen.store.ExpiringStore;
import dev.menshen.store.ExpiringStore.Entry;
import dev.menshen.store.KeyedHash;
import dev.menshen.store.Tokens;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The codes sent by text message: six digits, good for five minutes, for one phone and one purpose, for five tries and a
 * single use (NIST SP 800-63B-4, section 3.1.3.2).
 *
 * <p>Phones are E.164. No code is ever kept or logged as it is.
 */
public final class SmsCodes {

    private static final int DIGITS = 6;
    /** How long a code is good. */
    public static final Duration LIFE = Duration.ofMinutes(5);

    private static final int TRIES = 5;

    // Six digits with whatever blanks people put between them.
    private static final int LONGEST_TYPED = 40;

    private final ExpiringStore codes;
    private final Tokens tokens;
    private final KeyedHash hash;
    private final Outgoing outgoing;
    private final SmsLimits limits;

    /**
     * @param codes where codes wait to be used
     * @param counters where it is counted how many were sent and tried
     * @param key the server's own, of at least 32 bytes: without it the hash of six digits is soon guessed
     * @param dailyBudget texts a day for the whole house
     */
    public SmsCodes(
            ExpiringStore codes,
            ExpiringStore counters,
            Tokens tokens,
            byte[] key,
            Outgoing outgoing,
            int dailyBudget) {
        this.codes = codes;
        this.tokens = tokens;
        this.hash = new KeyedHash(key, "sms code");
        this.outgoing = outgoing;
        this.limits = new SmsLimits(counters, dailyBudget);
    }

    /**
     * Sends a new code, which takes the place of an earlier one. Whether the gateway takes it is known only later; if it
     * does not, the code is void, and so is the one before unless there was no room to send it and nobody need be hidden.
     *
     * @param text makes of the code what the message says, with the line at its end that binds it to our host (WICG,
     *     origin-bound one-time codes)
     */
    public Sending send(SmsRequest request, UnaryOperator<String> text, Unsent unsent) {
        Optional<Refused> refused = limits.reserve(request);
        if (refused.isPresent()) {
            return refused.get();
        }
        String code = tokens.digits(DIGITS);
        String right = hash.of(request.purpose().tpl(), request.phone(), request.bound(), code);
        SmsMessage message = new SmsMessage(request.phone(), request.purpose(), code, text.apply(code));
        Consumer<Exception> failed = why -> takeBack(request, right, why, unsent);
        if (outgoing.hasRoom()) {
            keep(request, right);
            outgoing.send(message, failed);
        } else {
            // An earlier code goes only where it must: one that stayed good, with its tries and for the rest of its
            // life, would tell this phone from one that gets no text.
            if (unsent.hidden()) {
                keep(request, tokens.token());
            }
            outgoing.giveUp(message, failed);
        }
        return new Sent(SmsLimits.PAUSE, LIFE);
    }

    private void takeBack(SmsRequest request, String right, Exception why, Unsent unsent) {
        try {
            voidCode(key(request.phone(), request.purpose()), right);
            // What may have reached the phone counts as sent, so that a gateway which sends and says nothing is no way
            // to flood it.
            if (!(why instanceof NoAnswer)) {
                limits.release(request, unsent.hidden());
            }
        } finally {
            unsent.told().run();
        }
    }

    /** Leaves a code that no text is right for, with its tries, so that it is like one that was only pretended. */
    private void voidCode(String key, String right) {
        Optional<Entry> entry = ours(key, right);
        while (entry.isPresent()
                && !isReplaced(
                        key, entry.get(), KeptCode.read(entry.get().value()).withHash(tokens.token()))) {
            entry = ours(key, right);
        }
    }

    /** The code under this key, unless a newer one has come. */
    private Optional<Entry> ours(String key, String right) {
        return codes.get(key).filter(one -> KeptCode.read(one.value()).hash().equals(right));
    }

    /**
     * Does all that {@link #send} does except sending, for a phone that must not get a code though nobody may notice:
     * every limit but the house's counts, and tries run out, over a code that no text is right for.
     */
    public Sending pretend(SmsRequest request) {
        Optional<Refused> refused = limits.reserveUnsent(request);
        if (refused.isPresent()) {
            return refused.get();
        }
        keep(request, tokens.token());
        return new Sent(SmsLimits.PAUSE, LIFE);
    }

    private void keep(SmsRequest request, String hash) {
        codes.put(key(request.phone(), request.purpose()), KeptCode.fresh(hash).text(), LIFE);
    }

    /** Tells what a typed code is without using it; a wrong one costs a try, a right one does not. */
    public Check check(String phone, Purpose purpose, String typed) {
        return check(phone, purpose, "", typed);
    }

    /** The same of a code that was bound to something; bound to anything else, the right code is wrong. */
    public Check check(String phone, Purpose purpose, String bound, String typed) {
        return compared(phone, purpose, bound, typed, false);
    }

    /** As {@link #check}, and uses the code if it is good: of many callers at one moment exactly one is told so. */
    public Check spend(String phone, Purpose purpose, String typed) {
        return spend(phone, purpose, "", typed);
    }

    /** The same of a code that was bound to something. */
    public Check spend(String phone, Purpose purpose, String bound, String typed) {
        return compared(phone, purpose, bound, typed, true);
    }

    private Check compared(String phone, Purpose purpose, String bound, String typed, boolean use) {
        String code = typed.length() > LONGEST_TYPED
                ? ""
                : Normalizer.normalize(typed, Normalizer.Form.NFKC).replaceAll("\\s", "");
        // What cannot be a code is no guess either.
        if (!code.matches("[0-9]{" + DIGITS + "}")) {
            return Check.NOTHING;
        }
        String key = key(phone, purpose);
        Optional<KeptCode> kept = countedTry(key);
        if (kept.isEmpty() || !limits.mayTry(phone)) {
            return Check.NOTHING;
        }
        String right = hash.of(purpose.tpl(), phone, bound, code);
        if (!KeyedHash.isSame(right, kept.get().hash())) {
            return Check.WRONG;
        }
        limits.wasRight(phone);
        return settled(key, right, use);
    }

    /** The code to compare with; the try is counted first, so that however many come at once only five get this far. */
    private Optional<KeptCode> countedTry(String key) {
        while (true) {
            Optional<Entry> entry = codes.get(key);
            Optional<KeptCode> kept =
                    entry.map(Entry::value).map(KeptCode::read).filter(one -> one.tries() < TRIES);
            if (kept.isEmpty() || isReplaced(key, entry.get(), kept.get().oneTryMore())) {
                return kept;
            }
        }
    }

    /** Takes back the try of a right code and, if it is to be used, marks it as spent. */
    private Check settled(String key, String right, boolean use) {
        while (true) {
            // Its life may have ended, or a newer code have come, since it was compared.
            Optional<Entry> entry = ours(key, right);
            Optional<KeptCode> kept = entry.map(Entry::value).map(KeptCode::read);
            if (kept.isEmpty()) {
                return Check.NOTHING;
            }
            KeptCode settled = kept.get().oneTryLess();
            if (isReplaced(key, entry.get(), use ? settled.asSpent() : settled)) {
                return kept.get().spent() ? Check.USED : Check.GOOD;
            }
        }
    }

    private boolean isReplaced(String key, Entry old, KeptCode by) {
        return codes.replace(key, Optional.of(old.value()), by.text(), old.left());
    }

    private static String key(String phone, Purpose purpose) {
        return "sms:code:" + purpose.tpl() + ":" + phone;
    }
}
