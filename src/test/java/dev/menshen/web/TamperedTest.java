package dev.menshen.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.store.RedisProcess;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Somebody has written into Redis what is not ours: it is nobody's session, and nothing breaks. */
class TamperedTest {

    @Test
    void aSessionThatIsNoneOfOursIsSignedOut() throws IOException {
        try (RedisProcess redis = RedisProcess.start();
                TestDoor door = TestDoor.open("redis", redis.url());
                Jedis admin = redis.admin()) {
            Browser browser = People.member(door, "alice", "13800138000");
            String key = admin.keys("menshen:session:*").stream()
                    .filter(one -> !one.contains("account:"))
                    .findFirst()
                    .orElseThrow();
            String whole = admin.get(key);
            assertThat(whole).endsWith(" alice");
            for (String tampered : List.of(
                    "",
                    " ",
                    "alice",
                    whole.replaceFirst("^\\d+", "x"),
                    whole.replaceFirst("^\\d+", "99999999999999999999"),
                    whole.replaceFirst(" \\d+ ", " 99999999999999999 "),
                    "1 1 1 - alice",
                    "{\"account\":1,\"name\":\"alice\"}",
                    "\u00ac\u00ed\u0000\u0005sr\u0000\u0011java.util.HashMap",
                    "\u0000",
                    "x".repeat(100_000))) {
                admin.set(key, tampered);
                assertThat(browser.get("/session/me").status()).as(tampered).isEqualTo(401);
                assertThat(browser.get("/").status()).as(tampered).isEqualTo(200);
                assertThat(browser.get("/").body()).as(tampered).doesNotContain("alice");
            }
            admin.set(key, whole);
            assertThat(browser.get("/session/me").status()).isEqualTo(200);
            admin.del(key);
            admin.lpush(key, "a list");
            assertThat(browser.get("/session/me").status()).isIn(401, 503);
        }
    }
}
