package dev.menshen.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * An expiring store in a Redis of version 6.2 or newer, shared by every machine that uses the same prefix there.
 *
 * <p>Every method is one round trip. Redis Cluster is not supported: one count may span several keys.
 */
public final class RedisStore implements ExpiringStore {

    private final RedisClient client;
    private final String prefix;

    /**
     * A store over this client, see {@link RedisUrl#client}.
     *
     * @param prefix what all of its keys begin with, such as {@code menshen:}
     */
    public RedisStore(RedisClient client, String prefix) {
        this.client = client;
        this.prefix = prefix;
    }

    @Override
    public Optional<Entry> get(String key) {
        Object found = run(RedisScripts.GET, List.of(key), List.of());
        if (!(found instanceof List<?> pair)) {
            return Optional.empty();
        }
        // Redis says 0 in an entry's last millisecond.
        long left = Math.max((Long) pair.get(1), 1);
        return Optional.of(new Entry((String) pair.get(0), Duration.ofMillis(left)));
    }

    @Override
    public void put(String key, String value, Duration life) {
        SetParams until = SetParams.setParams().px(Life.millis(life));
        asked(() -> client.set(prefix + key, value, until));
    }

    @Override
    public boolean replace(String key, Optional<String> expected, String value, Duration life) {
        long millis = Life.millis(life);
        if (expected.isEmpty()) {
            SetParams ifAbsent = SetParams.setParams().nx().px(millis);
            return asked(() -> client.set(prefix + key, value, ifAbsent)) != null;
        }
        return isDone(run(RedisScripts.REPLACE, List.of(key), List.of(expected.get(), value, Long.toString(millis))));
    }

    @Override
    public void touch(String key, Duration life) {
        long millis = Life.millis(life);
        asked(() -> client.pexpire(prefix + key, millis));
    }

    @Override
    public Optional<String> take(String key) {
        return Optional.ofNullable(asked(() -> client.getDel(prefix + key)));
    }

    @Override
    public boolean remove(String key, String expected) {
        return isDone(run(RedisScripts.REMOVE, List.of(key), List.of(expected)));
    }

    @Override
    public Duration reserve(List<Allowance> allowances) {
        List<String> limits = new ArrayList<>();
        for (Allowance allowance : allowances) {
            limits.add(Integer.toString(allowance.most()));
            limits.add(Long.toString(Life.millis(allowance.window())));
        }
        Object wait = run(RedisScripts.RESERVE, keys(allowances), limits);
        return Duration.ofMillis(wait instanceof Long millis ? millis : 0);
    }

    @Override
    public void release(List<Allowance> allowances) {
        run(RedisScripts.RELEASE, keys(allowances), List.of());
    }

    private static List<String> keys(List<Allowance> allowances) {
        return allowances.stream().map(Allowance::key).toList();
    }

    private static boolean isDone(@Nullable Object answer) {
        return Long.valueOf(1).equals(answer);
    }

    private @Nullable Object run(String script, List<String> keys, List<String> args) {
        List<String> prefixed = keys.stream().map(key -> prefix + key).toList();
        return asked(() -> client.eval(script, prefixed, args));
    }

    private static <T> @Nullable T asked(Supplier<@Nullable T> question) {
        try {
            return question.get();
        } catch (JedisException e) {
            throw new StorageUnavailable("Redis did not answer as it should", e);
        }
    }
}
