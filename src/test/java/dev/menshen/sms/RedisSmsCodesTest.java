package dev.menshen.sms;

import static java.util.Collections.frequency;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.store.ExpiringStore;
import dev.menshen.store.Race;
import dev.menshen.store.RedisProcess;
import dev.menshen.store.RedisStore;
import dev.menshen.store.RedisUrl;
import dev.menshen.store.Rounds;
import dev.menshen.store.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

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
    void ofFiftyParallelUsesAtTwoHousesExactlyOneIsGood() throws Exception {
        SmsCodes here = codes(1_000_000);
        try (RedisClient client = RedisUrl.of(redis.url()).client()) {
            byte[] key = "the key of the server under test".getBytes(StandardCharsets.US_ASCII);
            ExpiringStore same = new RedisStore(client, "menshen:");
            SmsCodes there =
                    new SmsCodes(same, same, new Tokens(new SecureRandom()), key, Outgoing.atOnce(outbox), 1_000_000);
            for (int round = 0; round < Rounds.or(10); round++) {
                String phone = "+86138001380" + (10 + round);
                send(here, new SmsRequest(phone, Purpose.LOGIN, "browser of " + phone, "10.0.0." + round));
                String code = outbox.code();
                List<Check> checks = Race.of(50, i -> (i % 2 == 0 ? here : there).spend(phone, Purpose.LOGIN, code));
                assertThat(frequency(checks, Check.GOOD)).isEqualTo(1);
            }
        }
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
