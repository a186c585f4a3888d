package dev.menshen;

import dev.menshen.store.Database;
import dev.menshen.store.ExpiringStore;
import dev.menshen.store.MemoryStore;
import dev.menshen.store.MonotonicClock;
import dev.menshen.store.RecentStore;
import dev.menshen.store.RedisStore;
import dev.menshen.store.WriteBehindStore;
import dev.menshen.store.WriteThroughStore;
import java.time.InstantSource;
import redis.clients.jedis.RedisClient;

/**
 * The expiring stores of one house: all in Redis where one is set, otherwise in memory, the signed-in sessions written
 * through to the database.
 */
final class Stores implements AutoCloseable {

    /** Far more than an intranet has people; a bound all the same, for memory is one. */
    private static final int MOST_SESSIONS = 2_000_000;

    /** Anonymous browsers, their captchas, codes and counters: a flood of them must leave most of the heap alone. */
    private static final int MOST_PASSING = 100_000;

    private static final int PASSING_STORES = 8;

    /** Bytes of an entry with its key and its place in the store, rounded up. */
    private static final int BYTES_AN_ENTRY = 800;

    private final ExpiringStore sessions;
    private final ExpiringStore browsers;
    private final ExpiringStore captchas;
    private final ExpiringStore codes;
    private final ExpiringStore counters;
    private final ExpiringStore guesses;
    private final ExpiringStore strangers;
    private final ExpiringStore blocks;
    private final ExpiringStore numbers;
    private final InstantSource clock;
    private final Runnable end;

    Stores(Settings settings, Database database, InstantSource clock) {
        InstantSource steady = clock == InstantSource.system() ? new MonotonicClock(clock) : clock;
        if (settings.redis().isPresent()) {
            RedisClient redis = settings.redis().get().client();
            end = redis::close;
            ExpiringStore far = new RedisStore(redis, "menshen:session:");
            sessions = settings.redisCache() ? new RecentStore(far, steady, mostPassing()) : far;
            browsers = new RedisStore(redis, "menshen:browser:");
            captchas = new RedisStore(redis, "menshen:captcha:");
            codes = new RedisStore(redis, "menshen:code:");
            counters = new RedisStore(redis, "menshen:count:");
            guesses = new RedisStore(redis, "menshen:guess:");
            strangers = new RedisStore(redis, "menshen:stranger:");
            blocks = new RedisStore(redis, "menshen:block:");
            numbers = new RedisStore(redis, "menshen:number:");
            this.clock = clock;
        } else {
            this.clock = steady;
            WriteThroughStore kept =
                    new WriteThroughStore(new MemoryStore(MOST_SESSIONS, steady), database, "session", clock);
            // Wrong passwords outlive the process, but are written off the request: one who guesses could tell by the
            // time, or after a restart, which names there are.
            WriteBehindStore known = later("guess", steady, database, clock);
            WriteBehindStore unknown = later("stranger", steady, database, clock);
            end = () -> {
                known.close();
                unknown.close();
                kept.close();
            };
            sessions = kept;
            guesses = known;
            strangers = unknown;
            blocks = new MemoryStore(mostPassing(), steady);
            numbers = new MemoryStore(mostPassing(), steady);
            browsers = new MemoryStore(mostPassing(), steady);
            captchas = new MemoryStore(mostPassing(), steady);
            codes = new MemoryStore(mostPassing(), steady);
            counters = new MemoryStore(mostPassing(), steady);
        }
    }

    private static WriteBehindStore later(String name, InstantSource steady, Database database, InstantSource clock) {
        return new WriteBehindStore(gone -> new MemoryStore(mostPassing(), steady, gone), database, name, clock);
    }

    /** So many entries a store that all of them together take an eighth of the heap. */
    private static int mostPassing() {
        long fitting = Runtime.getRuntime().maxMemory() / 8 / PASSING_STORES / BYTES_AN_ENTRY;
        return (int) Math.min(MOST_PASSING, fitting);
    }

    ExpiringStore sessions() {
        return sessions;
    }

    ExpiringStore browsers() {
        return browsers;
    }

    ExpiringStore captchas() {
        return captchas;
    }

    ExpiringStore codes() {
        return codes;
    }

    ExpiringStore counters() {
        return counters;
    }

    /** Wrong passwords of accounts there are. */
    ExpiringStore guesses() {
        return guesses;
    }

    /** Wrong passwords of names that nobody has. */
    ExpiringStore strangers() {
        return strangers;
    }

    /** Wrong passwords of addresses. */
    ExpiringStore blocks() {
        return blocks;
    }

    /** Numbers that texts were asked for to, each with an address. */
    ExpiringStore numbers() {
        return numbers;
    }

    /**
     * The clock for ends that are written into passing entries: one that nobody can set back, unless other machines read
     * them too, with which only the time of day is shared.
     */
    InstantSource clock() {
        return clock;
    }

    @Override
    public void close() {
        end.run();
    }
}
