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

    /**
     * @param alphabet the characters of an answer, in capitals
     * @param length how many of them an answer has
     */
    public Captchas(ExpiringStore store, Tokens tokens, InstantSource clock, String alphabet, int length) {
        this.store = store;
        this.tokens = tokens;
        this.clock = clock;
        this.alphabet = alphabet;
        this.length = length;
    }

    /** Makes the answer of a new captcha, in place of this browser's earlier one of the same id. */
    public String issue(String browser, String id) {
        String answer = tokens.text(alphabet, length);
        OpenCaptcha fresh = new OpenCaptcha(id, answer, clock.millis() + LIFE.toMillis());
        while (true) {
            Optional<Entry> entry = store.get(key(browser));
            List<OpenCaptcha> open = new ArrayList<>(without(id, open(entry)));
            open.add(fresh);
            // The oldest stands first.
            List<OpenCaptcha> kept = open.subList(Math.max(0, open.size() - MOST_PER_BROWSER), open.size());
            if (store.replace(key(browser), entry.map(Entry::value), OpenCaptcha.write(kept), LIFE)) {
                return answer;
            }
        }
    }

    /** Tries an answer, which spends the captcha; true only for the first try at a living captcha, and only if right. */
    public boolean spend(String browser, String id, String typed) {
        while (true) {
            Optional<Entry> entry = store.get(key(browser));
            List<OpenCaptcha> open = open(entry);
            Optional<OpenCaptcha> tried =
                    open.stream().filter(one -> one.id().equals(id)).findFirst();
            if (entry.isEmpty() || tried.isEmpty()) {
                return false;
            }
            if (keepOnly(without(id, open), browser, entry.get())) {
                return isRight(typed, tried.get().answer());
            }
        }
    }

    private boolean keepOnly(List<OpenCaptcha> rest, String browser, Entry entry) {
        return rest.isEmpty()
                ? store.remove(key(browser), entry.value())
                : store.replace(key(browser), Optional.of(entry.value()), OpenCaptcha.write(rest), entry.left());
    }

    private boolean isRight(String typed, String answer) {
        // More than anybody types, with blanks between: not worth the work of reading.
        if (typed.length() > 10 * length) {
            return false;
        }
        byte[] read = Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .replaceAll("\\s", "")
                .toUpperCase(Locale.ROOT)
                .getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(read, answer.getBytes(StandardCharsets.UTF_8));
    }

    private List<OpenCaptcha> open(Optional<Entry> entry) {
        long now = clock.millis();
        return entry.map(Entry::value).map(OpenCaptcha::read).orElse(List.of()).stream()
                .filter(one -> now < one.ends())
                .toList();
    }

    private static List<OpenCaptcha> without(String id, List<OpenCaptcha> open) {
        return open.stream().filter(one -> !one.id().equals(id)).toList();
    }

    private static String key(String browser) {
        return "captcha:" + browser;
    }
}
