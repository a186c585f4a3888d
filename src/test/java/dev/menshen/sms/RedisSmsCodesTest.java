package dev.menshen.sms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.store.ExpiringStore;
import dev.menshen.store.RedisProcess;
import dev.menshen.store.RedisStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisSmsCodesTest extends SmsLimitsContract {

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
    void noKeyAndNoValueInAllOfRedisHoldsTheCode() {
        String code = sent(Purpose.LOGIN);
        codes().check(PHONE, Purpose.LOGIN, code);
        List<String> keys = List.copyOf(redis.client().keys("*"));
        assertThat(keys).hasSizeGreaterThan(5).noneMatch(key -> key.contains(code));
        assertThat(keys).noneMatch(key -> redis.client().get(key).contains(code));
    }
}
