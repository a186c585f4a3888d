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
 * section 2.1.3). One that is remembered gets another token each day; a token that comes back after it was replaced shows
 * that two hold it, and ends the session.
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

    /**
     * A token this old is replaced: often enough that one who has a copy is soon found out by it, and so rarely that the
     * marks of those before it take little room.
     */
    private static final Duration OLD = Duration.ofDays(1);

    private final ExpiringStore store;
    private final Tokens tokens;
    private final InstantSource clock;
    private final Lives lives;
    private final Series series;
    private final Duration idleGrain;
    private final Duration rememberedGrain;

    public Sessions(ExpiringStore store, Tokens tokens, InstantSource clock, Lives lives) {
        this.store = store;
        this.tokens = tokens;
        this.clock = clock;
        this.lives = lives;
        this.series = new Series(store, clock, lives);
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
        store.put(key, session.text(), series.idle(session));
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
        Optional<Found> found = series.look(key);
        found.ifPresent(now -> extend(now, key));
        return found;
    }

    /** The living session of this token, its idle time going on. */
    public Optional<Found> glance(String token) {
        return series.look(key(token));
    }

    /**
     * What a browser is to hold from now on.
     *
     * @param token which only the browser may know
     * @param found the session as that finds it
     */
    public record Turned(String token, Found found) {}

    /**
     * The token that the browser with this one is to hold instead, if it is remembered and its token is a day old, or was
     * replaced by another request. The old one is as good until ten seconds after the new one is first used.
     *
     * @param found what was found by the token
     */
    public Optional<Turned> turn(String token, Found found) {
        try {
            if (!found.key().equals(key(token))) {
                return replaced(token);
            }
            return mayBeOld(found.session()) ? later(token, found) : Optional.empty();
        } catch (StorageUnavailable later) {
            // A page must be shown without the disk too; the next one will do.
            return Optional.empty();
        }
    }

    private boolean mayBeOld(Session session) {
        return session.remembered() && !session.created().plus(OLD).isAfter(clock.instant());
    }

    private Optional<Turned> later(String token, Found found) {
        arrived(found);
        return store.get(young(found.key())).isEmpty() ? turned(token, found) : Optional.empty();
    }

    private Optional<Turned> turned(String token, Found found) {
        String next = tokens.token();
        store.put(young(key(next)), "", OLD);
        if (!series.move(found.key(), key(next), Wrapped.by(token, next))) {
            store.take(young(key(next)));
            return replaced(token);
        }
        // Not looked up again: the browser must get it whether the store answers or not.
        Found fresh = series.fresh(key(next), found.session());
        shorten(fresh);
        return Optional.of(new Turned(next, fresh));
    }

    /** For an answer that had the new token may be lost, or come late. */
    private Optional<Turned> replaced(String token) {
        return series.mark(key(token))
                .flatMap(series::wrapped)
                .flatMap(wrapped -> Wrapped.open(token, wrapped))
                .flatMap(next -> series.look(key(next)).map(now -> new Turned(next, now)));
    }

    private static String young(String key) {
        return "young:" + key;
    }

    /**
     * Two held one token, and the session of both was ended for it.
     *
     * @param session that was ended; empty where that was done before
     */
    public record Reused(Optional<Session> session) {}

    /**
     * Whether this token shows that two hold it, for it was replaced, and not just now; then its session ends, in both
     * browsers. Whoever has the other one is told so once too.
     */
    public Optional<Reused> reused(String token) {
        String key = key(token);
        Optional<Mark> mark = series.mark(key).filter(found -> !series.isFresh(found));
        if (mark.filter(Mark.ENDED::equals).isPresent()) {
            return store.remove(key, Mark.ENDED.text()) ? Optional.of(new Reused(Optional.empty())) : Optional.empty();
        }
        Optional<Found> last = mark.flatMap(found -> series.last(key));
        while (last.isPresent() && !series.endTelling(last.get())) {
            last = series.last(key);
        }
        return last.map(ended -> new Reused(Optional.of(ended.session())));
    }

    /** Every living session of an account, the one last seen first. */
    public List<Found> all(long account) {
        return living(listed(index(account))).stream()
                .sorted(Comparator.comparing(Found::seen).reversed())
                .toList();
    }

    /** Ends one session. */
    public void end(Found found) {
        series.end(found);
    }

    /** Ends the session that has this label, if it is one of this account; true for exactly one caller. */
    public boolean end(long account, String label) {
        return all(account).stream()
                .filter(found -> found.label().equals(label))
                .anyMatch(series::end);
    }

    /**
     * Ends every session of an account but this one. One that is being begun meanwhile is later: nobody has its token
     * before it is listed. The list stays, so that a crash on the way leaves none out of it.
     */
    public void endOthers(Found mine) {
        keys(listed(index(mine.session().account()))).stream()
                .filter(key -> !series.isOne(key, mine.key()))
                .forEach(series::end);
    }

    /**
     * Ends every session of an account, in every browser. The list goes last and only if nobody was added meanwhile, so
     * that whoever is left in when this breaks off is on it still.
     */
    public void endAll(long account) {
        String index = index(account);
        for (Optional<String> listed = listed(index); listed.isPresent(); listed = listed(index)) {
            keys(listed).forEach(series::end);
            if (store.remove(index, listed.get())) {
                return;
            }
        }
    }

    /** Not for one who comes with the token before: it is seen by its own when that is first used, whoever else comes. */
    private void extend(Found found, String asked) {
        if (!found.key().equals(asked)) {
            return;
        }
        Duration grain = found.session().remembered() ? rememberedGrain : idleGrain;
        if (found.seen().plus(grain).isBefore(clock.instant())) {
            store.touch(found.key(), series.idle(found.session()));
            if (mayBeOld(found.session())) {
                arrived(found);
            }
        }
    }

    /** A token is in use: the one before it is as good for so long only if the list knows this one. */
    private void arrived(Found found) {
        if (series.isArriving(found.key()) && shorten(found)) {
            series.arrived(found.key());
        }
    }

    private Optional<String> listed(String index) {
        return store.get(index).map(ExpiringStore.Entry::value);
    }

    private static List<String> keys(Optional<String> listed) {
        return listed.map(text -> List.of(text.split(" ", -1))).orElse(List.of());
    }

    /** Those of a list that live, under the keys that they have now. */
    private List<Found> living(Optional<String> listed) {
        return keys(listed).stream().map(series::last).flatMap(Optional::stream).toList();
    }

    private void list(Session session, String key) {
        String index = index(session.account());
        while (true) {
            Optional<String> listed = listed(index);
            List<Found> others = living(listed);
            int surplus = Math.max(0, others.size() + 1 - MOST_PER_ACCOUNT);
            // Ended while the list has them still: if this breaks off, nobody is in who is on no list.
            others.subList(0, surplus).forEach(this::end);
            List<Found> kept = others.subList(surplus, others.size());
            // Alone it is the very text that the session's key is, which spares the heap a copy.
            String list = kept.isEmpty() ? key : text(kept) + " " + key;
            if (store.replace(index, listed, list, life(session, kept))) {
                return;
            }
        }
    }

    /**
     * Lists a session that has moved on under its new key. The old one leads there as well, so this may break off, and is
     * done when the new token is first used at the latest; whether it is done.
     */
    private boolean shorten(Found moved) {
        String index = index(moved.session().account());
        try {
            while (true) {
                Optional<String> listed = listed(index);
                List<Found> all = living(listed);
                Optional<Found> last = series.last(moved.key());
                if (last.isEmpty()) {
                    return true; // It has ended.
                }
                String list = Stream.concat(all.stream(), last.stream())
                        .map(Found::key)
                        .distinct()
                        .collect(Collectors.joining(" "));
                if (listed.equals(Optional.of(list))
                        || store.replace(index, listed, list, life(moved.session(), all))) {
                    return true;
                }
            }
        } catch (StorageUnavailable asItWas) {
            // The browser must get its new token all the same.
            return false;
        }
    }

    private static String text(List<Found> sessions) {
        return sessions.stream().map(Found::key).collect(Collectors.joining(" "));
    }

    /** As long as any of them lives: those that began under other settings may outlive today's. */
    private Duration life(Session session, List<Found> others) {
        Instant last = others.stream()
                .map(found -> found.session().ends())
                .reduce(session.ends(), (one, other) -> one.isAfter(other) ? one : other);
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
