package dev.menshen.sessions;

import dev.menshen.sessions.Sessions.Found;
import dev.menshen.store.ExpiringStore;
import dev.menshen.store.StorageUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The sessions in their store, each under the key of its token, and under the keys of the tokens that it had before the
 * marks that lead there.
 */
final class Series {

    /**
     * A token that was replaced is as good as the new one for so long after that is first used: for what the browser sent
     * before it had that.
     */
    static final Duration GRACE = Duration.ofSeconds(10);

    /**
     * So long it is as good where the new one is never used, for the answer that this came with may have been lost; and so
     * long it is found out that it comes back. Until then its mark takes room.
     */
    private static final Duration MARKED = Duration.ofDays(14);

    /** More than any session has days; in a store that somebody else wrote to, marks might go round. */
    private static final int MOST_TURNS = 1_000;

    /** One from further in the future was made while the clock was wrong, and would live until then. */
    private static final Duration SKEW = Duration.ofDays(2);

    private final ExpiringStore store;
    private final InstantSource clock;
    private final Sessions.Lives lives;

    Series(ExpiringStore store, InstantSource clock, Sessions.Lives lives) {
        this.store = store;
        this.clock = clock;
        this.lives = lives;
    }

    /** The living session of the token with this key, which may have been replaced a moment ago. */
    Optional<Found> look(String key) {
        return follow(key, false);
    }

    /** The session as it is when it has just begun or moved to this key. */
    Found fresh(String key, Session session) {
        return found(key, session, idle(session));
    }

    /** The living session that this key leads to, however long ago its token was replaced. */
    Optional<Found> last(String key) {
        return follow(key, true);
    }

    private Optional<Found> follow(String start, boolean howeverOld) {
        String key = start;
        for (int turns = 0; turns < MOST_TURNS; turns++) {
            Optional<ExpiringStore.Entry> entry = store.get(key);
            Optional<Mark> mark = entry.flatMap(kept -> Mark.of(kept.value()));
            if (mark.isEmpty()) {
                String at = key;
                return entry.flatMap(kept -> Session.of(kept.value()).map(session -> found(at, session, kept.left())))
                        .filter(this::isNotOver);
            }
            if (!howeverOld && !isFresh(mark.get())) {
                return Optional.empty();
            }
            key = mark.get().next();
        }
        return Optional.empty();
    }

    /** The store counts the idle time alone, and by it tells when that began; the absolute end is the session's own. */
    private Found found(String key, Session session, Duration left) {
        Instant now = clock.instant();
        Instant counted = now.minus(idle(session)).plus(left);
        // Neither holds where the settings were others then; nor is there a beginning to go by where the clock was set
        // back.
        boolean begun = !session.created().isAfter(now);
        Instant seen = begun && counted.isBefore(session.created()) ? session.created() : counted;
        Duration toTheEnd = Duration.between(now, session.ends());
        return new Found(key, session, left.compareTo(toTheEnd) < 0 ? left : toTheEnd, seen.isAfter(now) ? now : seen);
    }

    /** What is over is taken away, so that it is over for good even if the clock is set back. */
    private boolean isNotOver(Found found) {
        Instant now = clock.instant();
        if (now.isBefore(found.session().ends()) && found.session().created().isBefore(now.plus(SKEW))) {
            return true;
        }
        try {
            store.take(found.key());
        } catch (StorageUnavailable later) {
            // Looking must go on without the disk; whoever comes with it next finds it over again.
        }
        return false;
    }

    /** The mark of the token with this key, if it was replaced. */
    Optional<Mark> mark(String key) {
        return store.get(key).flatMap(entry -> Mark.of(entry.value()));
    }

    /** Whether the token that has this mark is as good as the one that replaced it. */
    boolean isFresh(Mark mark) {
        return wrapped(mark).isPresent();
    }

    /** The new token, covered by the one that has this mark, for as long as that is as good. */
    Optional<String> wrapped(Mark mark) {
        return store.get(grace(mark.next())).map(ExpiringStore.Entry::value);
    }

    /**
     * Moves a session on to another key, nobody but one knowing the token of either. All of it is there before the one
     * step by which the old key leads to the new one, so that a crash leaves the one or the other.
     *
     * @param wrapped the new token, covered by the old one
     * @return whether it was moved; of many at once exactly one is told so, and none when it was ended
     */
    boolean move(String old, String key, String wrapped) {
        Optional<String> text = store.get(old).map(ExpiringStore.Entry::value);
        Optional<Session> session = text.flatMap(Session::of);
        if (session.isEmpty()) {
            return false;
        }
        store.put(key, text.get(), idle(session.get()));
        store.put(grace(key), wrapped, MARKED);
        if (store.replace(old, text, new Mark(key).text(), marked(session.get()))) {
            return true;
        }
        store.take(key);
        store.take(grace(key));
        return false;
    }

    /** Whether the token before that of this key is good for longer than it is once this one is used. */
    boolean isArriving(String key) {
        return store.get(grace(key))
                .filter(kept -> kept.left().compareTo(GRACE) > 0)
                .isPresent();
    }

    /** Whoever comes with the token of this key has it: the one before it is soon of no more use. */
    void arrived(String key) {
        store.touch(grace(key), GRACE);
    }

    /** Ends a session; whether it lived until now. */
    boolean end(Found found) {
        // One that is not remembered has the token that it began with.
        return found.session().remembered()
                ? end(found.key())
                : store.take(found.key()).isPresent();
    }

    /** Ends the session that this key leads to; whether it lived until now. */
    boolean end(String key) {
        return end(key, MOST_TURNS);
    }

    /** The marks go after the session, so that whoever is left in when this breaks off is still led to. */
    private boolean end(String key, int turns) {
        while (true) {
            Optional<String> text = store.get(key).map(ExpiringStore.Entry::value);
            if (text.isEmpty() || turns == 0) {
                return false;
            }
            Optional<Mark> mark = Mark.of(text.get());
            if (mark.isPresent()) {
                boolean ended = end(mark.get().next(), turns - 1);
                store.remove(key, text.get());
                return ended;
            }
            if (store.remove(key, text.get())) {
                return true;
            }
            // It has moved on.
        }
    }

    /** The same, and leaves word there for whoever comes next with its token. */
    boolean endTelling(Found found) {
        Optional<String> text = store.get(found.key()).map(ExpiringStore.Entry::value);
        return text.flatMap(Session::of).isPresent()
                && store.replace(found.key(), text, Mark.ENDED.text(), marked(found.session()));
    }

    /** Whether two keys are of one session. */
    boolean isOne(String one, String other) {
        return leads(one, other) || leads(other, one);
    }

    private boolean leads(String from, String to) {
        String key = from;
        for (int turns = 0; turns < MOST_TURNS && !key.equals(to); turns++) {
            Optional<Mark> mark = mark(key);
            if (mark.isEmpty()) {
                return false;
            }
            key = mark.get().next();
        }
        return key.equals(to);
    }

    /** How long a session lives without a request. */
    Duration idle(Session session) {
        return session.remembered() ? lives.remembered() : lives.idle();
    }

    /** As long as the session could live; a millisecond at the least, as stores ask. */
    private Duration toTheEnd(Session session) {
        Duration left = Duration.between(clock.instant(), session.ends());
        return left.compareTo(Duration.ofMillis(1)) > 0 ? left : Duration.ofMillis(1);
    }

    private Duration marked(Session session) {
        Duration left = toTheEnd(session);
        return left.compareTo(MARKED) < 0 ? left : MARKED;
    }

    private static String grace(String key) {
        return "grace:" + key;
    }
}
