package dev.menshen.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;

class RedisUrlTest {

    @AutoClose
    static final RedisProcess redis = RedisProcess.start();

    @ParameterizedTest
    @CsvSource({
        "redis://cache, redis://cache:6379/0",
        "REDIS://cache/, redis://cache:6379/0",
        "redis://10.0.0.5:7000/3, redis://10.0.0.5:7000/3",
        "redis://[::1]:7000, redis://[::1]:7000/0",
        "rediss://door:s3cret@cache.example.lan:6380/15, rediss://cache.example.lan:6380/15",
        "redis://:s3cret@cache, redis://cache:6379/0",
    })
    void anAddressIsReadAndShownWithoutItsSecrets(String url, String shown) {
        assertThat(RedisUrl.of(url)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s3cret",
                "http://door:s3cret@cache",
                "redis:door:s3cret@cache",
                "redis://",
                "redis://s3cret@cache",
                "redis://door:s3cret@ca che",
                "redis://door:s3cret@my_cache:6379",
                "redis://door:s3cret@cache:port",
                "redis://door:s3cret@cache:0",
                "redis://door:s3cret@cache:65536",
                "redis://door:s3cret@cache/zero",
                "redis://door:s3cret@cache/0/1",
                "redis://door:s3cret@cache/-1",
                "redis://door:s3cret@cache/999999",
                "redis://door:s3cret@cache?x",
                "redis://door:s3cret#1@cache",
                "redis://door:s3cret%zz@cache",
                "redis://door:s3/cret@cache",
                "redis://door:s3cret\u0000@cache",
            })
    void aBadAddressIsRefusedInOneSentenceWithoutItsPassword(String url) {
        assertThatThrownBy(() -> RedisUrl.of(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageStartingWith("The address of Redis has to read redis://")
                .hasMessageNotContaining("s3")
                .hasMessageNotContaining("cret")
                .hasMessageNotContaining("\n");
    }

    @Test
    void userPasswordAndDatabaseAreUsed() {
        String url = redis.url().replace("//", "//door:s3+c%2Fr%3At%25@") + "/2";
        try (Jedis admin = redis.admin();
                RedisClient client = RedisUrl.of(url).client()) {
            admin.aclSetUser("door", "on", ">s3+c/r:t%", "~*", "+@all");
            client.set("a", "x");
            assertThat(admin.clientList()).containsPattern("name=menshen .*db=2 .*user=door");
            assertThat(redis.client().get("a")).isNull();
        }
    }
}
