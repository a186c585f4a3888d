package dev.menshen.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.store.ExpiringStore;
import dev.menshen.store.RedisProcess;
import dev.menshen.store.RedisStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisNewNumbersTest extends NewNumbersContract {

    @AutoClose
    static final RedisProcess redis = RedisProcess.start();

    @BeforeEach
    void empty() {
        redis.client().flushAll();
    }

    @Override
    ExpiringStore store() {
        return new RedisStore(redis.client(), "menshen:");
    }

    @Override
    void pass(Duration time) {
        redis.pass(time);
    }

    @Test
    void noKeyAndNoValueInAllOfRedisHoldsANumber() {
        NewNumbers numbers = numbers(store(), store());
        numbers.goesWithout("10.0.0.7", phone(0));
        numbers.remember("10.0.0.7", phone(1));
        List<String> keys = List.copyOf(redis.client().keys("*"));
        assertThat(keys).hasSize(3).noneMatch(key -> key.contains("3810000"));
        assertThat(keys).noneMatch(key -> redis.client().get(key).contains("3810000"));
    }
}
