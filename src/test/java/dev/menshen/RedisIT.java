package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.store.RedisProcess;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Two jars on one Redis, which share who is signed in, captchas, codes and limits. */
class RedisIT {

    private static final String PHONE = "13800138000";

    @Test
    void twoJarsOnOneRedisShareSignInsAndCodes() throws IOException {
        try (RedisProcess redis = RedisProcess.start();
                JarProcess one = JarProcess.open(TestDoor.newFolder(), "--redis", redis.url());
                JarProcess two = JarProcess.open(TestDoor.newFolder(), "--redis", redis.url())) {
            for (JarProcess door : new JarProcess[] {one, two}) {
                assertThat(door.browser()
                                .asScript()
                                .post("/register", People.form("alice", PHONE))
                                .status())
                        .isEqualTo(200);
            }
            Browser atOne = one.browser().asScript();
            atOne.get("/image/code?id=x");
            String answer =
                    one.await(Pattern.compile("DEV captcha id=x answer=(\\S+)")).group(1);
            String browser = atOne.cookie("menshen-visit").orElseThrow();
            Browser atTwo = two.browser().asScript().holding("menshen-visit", browser);
            Map<String, String> login =
                    Map.of("username", "alice", "password", People.PASSWORD, "code", answer, "captcha_id", "x");
            assertThat(atTwo.post("/login", login).status()).isEqualTo(200);
            String signedIn = atTwo.cookie("menshen").orElseThrow();
            assertThat(me(one, signedIn)).isEqualTo(200);
            assertThat(me(two, signedIn)).isEqualTo(200);

            Map<String, String> press = Map.of("mobile_phone", PHONE, "tpl", "login");
            assertThat(one.browser().asScript().post("/send/sms", press).status())
                    .isEqualTo(200);
            assertThat(two.browser().asScript().post("/send/sms", press).status())
                    .isEqualTo(429);
            String code = one.await(Pattern.compile("DEV sms to=\\+86" + PHONE + " tpl=login code=(\\d{6})"))
                    .group(1);
            Map<String, String> sms = Map.of("mobile_phone", PHONE, "code", code);
            assertThat(two.browser().asScript().post("/login/sms", sms).status())
                    .isEqualTo(200);
            assertThat(one.browser().asScript().post("/login/sms", sms).badFields())
                    .containsExactly("code");

            Browser everywhere = two.browser().asScript().holding("menshen", signedIn);
            assertThat(everywhere.post("/logout/all", Map.of()).status()).isEqualTo(200);
            assertThat(me(one, signedIn)).isEqualTo(401);
            assertThat(redis.client().keys("*").toString()).doesNotContain(signedIn);
        }
    }

    @Test
    void whileRedisIsAwayTheDoorSaysTryAgainAndDoesNotHang() throws IOException {
        RedisProcess redis = RedisProcess.start();
        try (TestDoor door = TestDoor.open("redis", redis.url())) {
            Browser browser = People.member(door, "alice", PHONE);
            String cookie = browser.cookie("menshen").orElseThrow();
            redis.close();
            long before = System.nanoTime();
            for (String path : new String[] {"/", "/session/me", "/image/code", "/audio/code", "/health"}) {
                assertThat(door.browser().holding("menshen", cookie).get(path).status())
                        .as(path)
                        .isEqualTo(503);
            }
            Browser.Answer form = door.browser()
                    .asScript()
                    .post("/login", Map.of("username", "alice", "password", People.PASSWORD, "code", "AAAAA"));
            assertThat(form.status()).isIn(422, 503);
            assertThat(form.body()).doesNotContain("login.wrong");
            Browser.Answer send =
                    door.browser().asScript().post("/send/sms", Map.of("mobile_phone", PHONE, "tpl", "login"));
            assertThat(send.status()).isEqualTo(503);
            assertThat(send.header("retry-after")).isPresent();
            assertThat(System.nanoTime() - before).isLessThan(18_000_000_000L);
        }
    }

    private static int me(JarProcess door, String cookie) {
        return door.browser().holding("menshen", cookie).get("/session/me").status();
    }
}
