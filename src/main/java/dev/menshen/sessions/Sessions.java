package dev.menshen.sessions;

import dev.menshen.store.ExpiringStore;
import dev.menshen.store.StorageUnavailable;
import dev.menshen.store.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everybody who is signed in. The browser holds 256 random bits; the store holds their SHA-256, so that nobody who
 * reads the store can sign in with what is there (OWASP Session Management cheat sheet).
 *
 * <p>A session ends by itself when it was idle for too long, and in any case at its absolute end (NIST SP 800-63B-4,
 * section 2.1.3).
 */
public final class Sessions {

    /** More sessions than this of one account at a time are not kept: the oldest ends. */
    public static final int MOST_PER_ACCOUNT = 20;

    /** How much idle time may have passed before it is counted from anew; spares the store a write at every request. */
    private static final Duration GRAIN = Duration.ofSeconds(30);

    /** The same for short lives: a tenth of them. */
    private static final int GRAINS = 10;

    /** One from further in the future was made while the clock was wrong, and would live until then. */
    private static final Duration SKEW = Duration.ofDays(2);

    private final ExpiringStore store;
    private final Tokens tokens;
    private final InstantSource clock;
    private final Lives lives;

    public Sessions(ExpiringStore store, Tokens tokens, InstantSource clock, Lives lives) {
        this.store = store;
        this.tokens = tokens;
        this.clock = clock;
        this.lives = lives;
    }

    /**
     * How long sessions live.
     *
     * @param idle without a request
     * @param absolute in any case
     * @param remembered in any case, and without a request, for one that is remembered
     */
    public record Lives(Duration idle, Duration absolute, Duration remembered) {}

    /**
     * A session found.
     *
     * @param key under which it is kept, not a secret
     * @param left how long it has to live without another request
     */
    public record Found(String key, Session session, Duration left) {}

    /** A new session for this account; returns what only the browser may know. */
    public String begin(long account, String name, boolean remember) {
        Instant now = clock.instant();
        Duration most = remember ? lives.remembered() : lives.absolute();
        Session session = new Session(account, name, now, now.plus(most), remember);
        String token = tokens.token();
        String key = Tokens.hash(token);
        // Kept first and listed second: a list forgets keys that are not kept, and must not forget this one. Nobody has
        // the token until both are done.
        store.put(key, session.text(), life(session));
        list(account, key);
        return token;
    }

    /** The key under which the session of this token is kept, not a secret. */
    public static String key(String token) {
        return Tokens.hash(token);
    }

    /** The living session of this token, its idle time counted from now. */
    public Optional<Found> find(String token) {
        return findKept(key(token));
    }

    /** The same by its key, for those who showed otherwise that it is theirs. */
    public Optional<Found> findKept(String key) {
        Optional<Found> found = kept(key);
        found.ifPresent(this::extend);
        return found;
    }

    /** The living session of this token, its idle time going on. */
    public Optional<Found> glance(String token) {
        return kept(key(token));
    }

    private Optional<Found> kept(String key) {
        return store.get(key)
                .flatMap(entry -> Session.of(entry.value()).map(session -> new Found(key, session, entry.left())))
                .filter(this::isNotOver);
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

    /** Ends one session. */
    public void end(Found found) {
        store.take(found.key());
    }

    /** Ends every session of an account, in every browser. */
    public void endAll(long account) {
        store.take(index(account))
                .ifPresent(keys -> List.of(keys.split(" ", -1)).forEach(store::take));
    }

    private void extend(Found found) {
        Duration life = life(found.session());
        Duration grain = life.dividedBy(GRAINS).compareTo(GRAIN) < 0 ? life.dividedBy(GRAINS) : GRAIN;
        if (found.left().compareTo(life.minus(grain)) < 0) {
            store.touch(found.key(), life);
        }
    }

    private Duration life(Session session) {
        Duration toTheEnd = Duration.between(clock.instant(), session.ends());
        Duration idle = session.remembered() ? lives.remembered() : lives.idle();
        return idle.compareTo(toTheEnd) < 0 ? idle : toTheEnd;
    }

    private void list(long account, String key) {
        while (true) {
            Optional<String> listed = store.get(index(account)).map(ExpiringStore.Entry::value);
            List<String> keys = new ArrayList<>(
                    listed.map(text -> List.of(text.split(" ", -1))).orElse(List.of()));
            keys.removeIf(old -> store.get(old).isEmpty());
            keys.add(key);
            List<String> surplus = List.copyOf(keys.subList(0, Math.max(0, keys.size() - MOST_PER_ACCOUNT)));
            keys.removeAll(surplus);
            if (store.replace(index(account), listed, String.join(" ", keys), longest())) {
                surplus.forEach(store::take);
                return;
            }
        }
    }

    private Duration longest() {
        return lives.remembered().compareTo(lives.absolute()) > 0 ? lives.remembered() : lives.absolute();
    }

    private static String index(long account) {
        return "account:" + account;
    }
}
