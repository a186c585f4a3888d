package dev.menshen.sessions;

import dev.menshen.store.ExpiringStore;
import dev.menshen.store.StorageUnavailable;
import dev.menshen.store.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** Characters of a label: 132 bits, and fewer than a token has. */
    private static final int LABEL = 22;

    /** One from further in the future was made while the clock was wrong, and would live until then. */
    private static final Duration SKEW = Duration.ofDays(2);

    private final ExpiringStore store;
    private final Tokens tokens;
    private final InstantSource clock;
    private final Lives lives;
    private final Duration idleGrain;
    private final Duration rememberedGrain;

    public Sessions(ExpiringStore store, Tokens tokens, InstantSource clock, Lives lives) {
        this.store = store;
        this.tokens = tokens;
        this.clock = clock;
        this.lives = lives;
        this.idleGrain = grain(lives.idle());
        this.rememberedGrain = grain(lives.remembered());
    }

    private static Duration grain(Duration life) {
        Duration part = life.dividedBy(GRAINS);
        return part.compareTo(GRAIN) < 0 ? part : GRAIN;
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
     * @param seen when the last request was, or half a minute before it
     */
    public record Found(String key, Session session, Duration left, Instant seen) {

        /** What its owner calls it by, when it is to end. It says nothing of the key, and nobody is signed in by it. */
        public String label() {
            return Tokens.hash("label " + key).substring(0, LABEL);
        }
    }

    /** A new session for this account; returns what only the browser may know. */
    public String begin(long account, String name, boolean remember, Arrival arrival) {
        Instant now = clock.instant();
        Duration most = remember ? lives.remembered() : lives.absolute();
        Session session = new Session(account, name, now, now.plus(most), remember, arrival);
        String token = tokens.token();
        String key = Tokens.hash(token);
        // Kept first and listed second: a list forgets keys that are not kept, and must not forget this one. Nobody has
        // the token until both are done.
        store.put(key, session.text(), idle(session));
        list(session, key);
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
        Optional<Found> found = look(key);
        found.ifPresent(this::extend);
        return found;
    }

    /** The living session of this token, its idle time going on. */
    public Optional<Found> glance(String token) {
        return look(key(token));
    }

    private Optional<Found> look(String key) {
        return store.get(key)
                .flatMap(entry -> Session.of(entry.value()).map(session -> found(key, session, entry.left())))
                .filter(this::isNotOver);
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

    /** Every living session of an account, the one last seen first. */
    public List<Found> all(long account) {
        return keys(account).stream()
                .map(this::look)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Found::seen).reversed())
                .toList();
    }

    /** Ends one session. */
    public void end(Found found) {
        store.take(found.key());
    }

    /** Ends the session that has this label, if it is one of this account; true for exactly one caller. */
    public boolean end(long account, String label) {
        return all(account).stream()
                .filter(found -> found.label().equals(label))
                .anyMatch(found -> store.take(found.key()).isPresent());
    }

    /**
     * Ends every session of an account but this one. One that is being begun meanwhile is later: nobody has its token
     * before it is listed. The list stays, so that a crash on the way leaves none out of it.
     */
    public void endOthers(Found mine) {
        keys(mine.session().account()).stream()
                .filter(key -> !key.equals(mine.key()))
                .forEach(store::take);
    }

    /**
     * Ends every session of an account, in every browser. The list goes last and only if nobody was added meanwhile, so
     * that whoever is left in when this breaks off is on it still.
     */
    public void endAll(long account) {
        String index = index(account);
        for (Optional<String> listed = listed(index); listed.isPresent(); listed = listed(index)) {
            keys(listed).forEach(store::take);
            if (store.remove(index, listed.get())) {
                return;
            }
        }
    }

    private void extend(Found found) {
        Duration grain = found.session().remembered() ? rememberedGrain : idleGrain;
        if (found.seen().plus(grain).isBefore(clock.instant())) {
            store.touch(found.key(), idle(found.session()));
        }
    }

    private Duration idle(Session session) {
        return session.remembered() ? lives.remembered() : lives.idle();
    }

    private List<String> keys(long account) {
        return keys(listed(index(account)));
    }

    private static List<String> keys(Optional<String> listed) {
        return listed.map(text -> List.of(text.split(" ", -1))).orElse(List.of());
    }

    private Optional<String> listed(String index) {
        return store.get(index).map(ExpiringStore.Entry::value);
    }

    private void list(Session session, String key) {
        String index = index(session.account());
        while (true) {
            Optional<String> listed = listed(index);
            List<Found> others = keys(listed).stream()
                    .map(this::look)
                    .flatMap(Optional::stream)
                    .toList();
            int surplus = Math.max(0, others.size() + 1 - MOST_PER_ACCOUNT);
            // Ended while the list has them still: if this breaks off, nobody is in who is on no list.
            others.subList(0, surplus).forEach(this::end);
            List<Found> kept = others.subList(surplus, others.size());
            // Alone it is the very text that the session's key is, which spares the heap a copy.
            String list = kept.isEmpty()
                    ? key
                    : kept.stream().map(Found::key).collect(Collectors.joining(" ", "", " " + key));
            if (store.replace(index, listed, list, life(session, kept))) {
                return;
            }
        }
    }

    /** As long as any of them lives: those that began under other settings may outlive today's. */
    private Duration life(Session session, List<Found> others) {
        Instant last = Stream.concat(Stream.of(session), others.stream().map(Found::session))
                .map(Session::ends)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Duration toTheLast = Duration.between(clock.instant(), last);
        return toTheLast.compareTo(longest()) > 0 ? toTheLast : longest();
    }

    private Duration longest() {
        return lives.remembered().compareTo(lives.absolute()) > 0 ? lives.remembered() : lives.absolute();
    }

    private static String index(long account) {
        return "account:" + account;
    }
}
