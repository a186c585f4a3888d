package dev.menshen.sessions;

import dev.menshen.store.ExpiringStore;
import dev.menshen.store.RedisProcess;
import dev.menshen.store.RedisStore;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;

class RedisTurnedTokensTest extends TurnedTokensContract {

    @AutoClose
    static final RedisProcess redis = RedisProcess.start();

    @BeforeEach
    void empty() {
        redis.client().flushAll();
    }

    @Override
    ExpiringStore store() {
        return new RedisStore(redis.client(), "menshen:session:");
    }

    @Override
    void pass(Duration time) {
        clock.pass(time);
        redis.pass(time);
    }
}
