package dev.menshen.captcha;

import dev.menshen.store.ExpiringStore;
import dev.menshen.store.ExpiringStore.Entry;
import dev.menshen.store.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The captchas that browsers have open, each spent by the first try, right or wrong.
 *
 * <p>A captcha has two answers, the letters of its picture and the digits of its sound. Either is right, and one try at
 * either spends both. Its sound is always the same, and does not touch its picture; the picture that is asked for after
 * the sound is of the same captcha, but another picture after that is another captcha.
 *
 * <p>A browser may have a few at once, one per form, told apart by an id that the caller has checked: letters, digits,
 * {@code -} and {@code _}, or empty for the nameless one. All of one browser's are one entry of the store, changed by
 * compare-and-set, so that of many uses at the same moment exactly one counts.
 */
public final class Captchas {

    // Long enough to fill a form; enough for a few tabs, and no more than a browser's share of the store.
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final int MOST_PER_BROWSER = 5;

    private final ExpiringStore store;
    private final Tokens tokens;
    private final InstantSource clock;
    private final String alphabet;
    private final int length;
    private final int digits;

    /**
     * @param alphabet the characters of a picture's answer, in capitals
     * @param length how many of them such an answer has
     * @param digits how many digits a sound's answer has
     */
    public Captchas(ExpiringStore store, Tokens tokens, InstantSource clock, String alphabet, int length, int digits) {
        this.store = store;
        this.tokens = tokens;
        this.clock = clock;
        this.alphabet = alphabet;
        this.length = length;
        this.digits = digits;
    }

    /**
     * The letters of a captcha that was not shown before: of a new one in place of this browser's earlier one of the same
     * id, unless of that nothing but the sound was asked for.
     */
    public String issue(String browser, String id) {
        OpenCaptcha fresh = fresh(id, true);
        while (true) {
            Optional<Entry> entry = store.get(key(browser));
            List<OpenCaptcha> open = open(entry);
            OpenCaptcha shown = find(id, open)
                    .filter(one -> !one.shown())
                    .map(OpenCaptcha::nowShown)
                    .orElse(fresh);
            if (keepAsYoungest(shown, open, browser, entry)) {
                return shown.letters();
            }
        }
    }

    /** The digits of this browser's captcha of this id; of a new one where there is none. */
    public Spoken speak(String browser, String id) {
        OpenCaptcha fresh = fresh(id, false);
        while (true) {
            Optional<Entry> entry = store.get(key(browser));
            List<OpenCaptcha> open = open(entry);
            Optional<OpenCaptcha> known = find(id, open);
            if (known.isPresent() || keepAsYoungest(fresh, open, browser, entry)) {
                return known.orElse(fresh).spoken();
            }
        }
    }

    private OpenCaptcha fresh(String id, boolean shown) {
        Spoken spoken = new Spoken(tokens.digits(digits), tokens.fast().nextLong());
        return new OpenCaptcha(id, tokens.text(alphabet, length), spoken, shown, clock.millis() + LIFE.toMillis());
    }

    private boolean keepAsYoungest(OpenCaptcha one, List<OpenCaptcha> open, String browser, Optional<Entry> entry) {
        List<OpenCaptcha> all = new ArrayList<>(without(one.id(), open));
        all.add(one);
        // The oldest stands first.
        List<OpenCaptcha> kept = all.subList(Math.max(0, all.size() - MOST_PER_BROWSER), all.size());
        return store.replace(key(browser), entry.map(Entry::value), OpenCaptcha.write(kept), LIFE);
    }

    /** Tries an answer, which spends the captcha; true only for the first try at a living captcha, and only if right. */
    public boolean spend(String browser, String id, String typed) {
        while (true) {
            Optional<Entry> entry = store.get(key(browser));
            List<OpenCaptcha> open = open(entry);
            Optional<OpenCaptcha> tried = find(id, open);
            if (entry.isEmpty() || tried.isEmpty()) {
                return false;
            }
            if (keepOnly(without(id, open), browser, entry.get())) {
                return isRight(typed, tried.get());
            }
        }
    }

    private boolean keepOnly(List<OpenCaptcha> rest, String browser, Entry entry) {
        return rest.isEmpty()
                ? store.remove(key(browser), entry.value())
                : store.replace(key(browser), Optional.of(entry.value()), OpenCaptcha.write(rest), entry.left());
    }

    private boolean isRight(String typed, OpenCaptcha captcha) {
        // More than anybody types, with blanks between: not worth the work of reading.
        if (typed.length() > 10 * Math.max(length, digits)) {
            return false;
        }
        byte[] read = bytes(Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .replaceAll("\\s", "")
                .toUpperCase(Locale.ROOT));
        return MessageDigest.isEqual(read, bytes(captcha.letters()))
                || MessageDigest.isEqual(read, bytes(captcha.spoken().digits()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<OpenCaptcha> open(Optional<Entry> entry) {
        long now = clock.millis();
        return entry.map(Entry::value).map(OpenCaptcha::read).orElse(List.of()).stream()
                .filter(one -> now < one.ends())
                .toList();
    }

    private static Optional<OpenCaptcha> find(String id, List<OpenCaptcha> open) {
        return open.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    private static List<OpenCaptcha> without(String id, List<OpenCaptcha> open) {
        return open.stream().filter(one -> !one.id().equals(id)).toList();
    }

    private static String key(String browser) {
        return "challenge:" + browser;
    }
}
