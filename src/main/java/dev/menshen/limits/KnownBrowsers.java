package dev.menshen.limits;

import dev.menshen.store.KeyedHash;
import dev.menshen.store.Tokens;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The marks that browsers carry of the accounts they were let in to, each signed by the house and of use for its account
 * alone. A mark lets nobody in: it only keeps its browser's failures apart from everybody else's (OWASP, "Slow down
 * online guessing attacks with device cookies").
 *
 * <p>A mark is a random id, the day it ends, and a hash over both, the account, which it does not name, and the
 * account's revision: who gathered marks while knowing the password has none left when that was changed.
 */
public final class KnownBrowsers {

    /** How long a mark is good. */
    public static final Duration LIFE = Duration.ofDays(180);

    /** Accounts that one browser is known to; the one it was not let in to for longest goes. */
    private static final int MOST = 5;

    private static final Pattern MARK = Pattern.compile("([A-Za-z0-9_-]{22})\\.([0-9]{1,7})\\.([A-Za-z0-9_-]{43})");

    private final KeyedHash hash;
    private final Tokens tokens;
    private final InstantSource clock;

    public KnownBrowsers(KeyedHash hash, Tokens tokens, InstantSource clock) {
        this.hash = hash;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** The id of the mark that says that this browser was let in to this account, if there is one. */
    public Optional<String> known(String marks, long account, long revision) {
        return read(marks).stream()
                .filter(mark -> isOf(mark, account, revision))
                .map(Mark::id)
                .findFirst();
    }

    /** The marks of a browser that has just been let in to this account, the new one first, as a cookie's value. */
    public String mark(String marks, long account, long revision) {
        List<String> all = new ArrayList<>();
        String id = tokens.id();
        long ends = today() + LIFE.toDays();
        all.add(new Mark(id, ends, sign(id, ends, account, revision)).text());
        read(marks).stream()
                .filter(mark -> !isOf(mark, account, revision))
                .map(Mark::text)
                .forEach(all::add);
        return String.join(":", all.subList(0, Math.min(MOST, all.size())));
    }

    private List<Mark> read(String marks) {
        List<Mark> all = new ArrayList<>();
        for (String text : marks.split(":", MOST + 1)) {
            Matcher matcher = MARK.matcher(text);
            if (matcher.matches() && Long.parseLong(matcher.group(2)) > today()) {
                all.add(new Mark(matcher.group(1), Long.parseLong(matcher.group(2)), matcher.group(3)));
            }
        }
        return all;
    }

    private boolean isOf(Mark mark, long account, long revision) {
        return KeyedHash.isSame(sign(mark.id(), mark.ends(), account, revision), mark.signature());
    }

    private String sign(String id, long ends, long account, long revision) {
        return hash.of(id, Long.toString(ends), Long.toString(account), Long.toString(revision));
    }

    private long today() {
        return Duration.ofMillis(clock.millis()).toDays();
    }

    private record Mark(String id, long ends, String signature) {
        String text() {
            return id + "." + ends + "." + signature;
        }
    }
}
