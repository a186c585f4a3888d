package dev.menshen.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.store.ExpiringStore.Allowance;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;

class RedisStoreTest extends ExpiringStoreContract {

    @AutoClose
    static final RedisProcess redis = RedisProcess.start();

    private final RedisStore store = new RedisStore(redis.client(), "menshen:");

    @BeforeEach
    void empty() {
        redis.client().flushAll();
    }

    @Override
    ExpiringStore store() {
        return store;
    }

    @Override
    void pass(Duration time, BooleanSupplier isOver) {
        long deadline = System.nanoTime() + time.plusSeconds(10).toNanos();
        while (!isOver.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    int rounds() {
        return 1_000;
    }

    @Test
    void twoPrefixesInOneRedisShareNothing() {
        RedisStore other = new RedisStore(redis.client(), "other:");
        store.put("a", "x", LONG);
        store.reserve(List.of(new Allowance("one", 1, LONG)));
        assertThat(other.get("a")).isEmpty();
        assertThat(other.reserve(List.of(new Allowance("one", 1, LONG)))).isZero();
        assertThat(redis.client().keys("*")).containsExactlyInAnyOrder("menshen:a", "menshen:one", "other:one");
    }

    @Test
    void nothingIsKeptWithoutAnEnd() {
        store.put("put", "x", LONG);
        store.replace("new", Optional.empty(), "x", LONG);
        store.replace("put", Optional.of("x"), "y", LONG);
        store.reserve(List.of(new Allowance("count", 2, LONG)));
        store.reserve(List.of(new Allowance("count", 2, LONG)));
        store.release(List.of(new Allowance("count", 2, LONG)));
        assertThat(redis.client().keys("*"))
                .hasSize(3)
                .allMatch(key -> redis.client().pttl(key) > 0);
    }

    @Test
    void anEntryOfAnotherKindIsAFaultOfTheStore() {
        redis.client().lpush("menshen:list", "x");
        assertThatThrownBy(() -> store.get("list")).isInstanceOf(StorageUnavailable.class);
        assertThatThrownBy(() -> store.reserve(List.of(new Allowance("list", 1, LONG))))
                .isInstanceOf(StorageUnavailable.class);
    }

    @Test
    void nobodyListeningIsSaidAtOnce() throws Exception {
        try (RedisClient client =
                RedisUrl.of("redis://127.0.0.1:" + RedisProcess.freePort()).client()) {
            everyMethodGivesUp(new RedisStore(client, "menshen:"));
        }
    }

    @Test
    void aListenerThatNeverAnswersIsGivenUpInTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                RedisClient client = RedisUrl.of("redis://127.0.0.1:" + silent.getLocalPort())
                        .client()) {
            everyMethodGivesUp(new RedisStore(client, "menshen:"));
        }
    }

    @Test
    void aRedisThatStopsAnsweringIsGivenUpInTimeByAsManyAsAsk() throws Exception {
        try (RedisProcess other = RedisProcess.start();
                Jedis admin = other.admin()) {
            RedisStore stopped = new RedisStore(other.client(), "menshen:");
            stopped.put("a", "x", LONG);
            admin.clientPause(60_000);
            List<Duration> waits = Race.of(100, i -> timeToGiveUp(() -> stopped.get("a")));
            assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofSeconds(3)) < 0);
        }
    }

    private static void everyMethodGivesUp(ExpiringStore store) throws Exception {
        List<Allowance> one = List.of(new Allowance("a", 1, LONG));
        List<Runnable> methods = List.of(
                () -> store.get("a"),
                () -> store.put("a", "x", LONG),
                () -> store.replace("a", Optional.empty(), "x", LONG),
                () -> store.replace("a", Optional.of("x"), "y", LONG),
                () -> store.touch("a", LONG),
                () -> store.take("a"),
                () -> store.remove("a", "x"),
                () -> store.reserve(one),
                () -> store.release(one));
        List<Duration> waits = Race.of(methods.size(), i -> timeToGiveUp(methods.get(i)));
        assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofSeconds(3)) < 0);
    }

    private static Duration timeToGiveUp(Runnable method) {
        long start = System.nanoTime();
        assertThatThrownBy(method::run).isInstanceOf(StorageUnavailable.class);
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
