package dev.menshen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.store.HandClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdaptiveCaptchaTest {

    private static final String WRONG = "not the password";

    private final HandClock clock = new HandClock();
    private TestDoor door;

    @BeforeEach
    void open() {
        door = TestDoor.open(clock, "captcha", "adaptive");
        People.register(door, "alice", "13800138000");
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void onANormalDayThereIsNoPicture() {
        Browser browser = door.browser().visit("/login?lang=en");
        assertThat(shown(browser)).isFalse();
        browser.fill("username", "alice").fill("password", WRONG).submit("/login");
        assertThat(shown(browser)).isFalse();
        browser.fill("username", "alice").fill("password", People.PASSWORD).submit("/login");
        assertThat(browser.path()).isEqualTo("/");
    }

    @Test
    void afterTwoFailuresThePageHasAPictureAndThePasswordAloneIsNotLookedAt() {
        Browser browser = door.browser().visit("/login?lang=en");
        for (int i = 0; i < 2; i++) {
            browser.fill("username", "alice").fill("password", WRONG).submit("/login");
        }
        assertThat(shown(browser)).isTrue();
        Map<String, String> form = new LinkedHashMap<>(Map.of("username", "alice", "password", People.PASSWORD));
        Browser script = door.browser().asScript();
        assertThat(script.post("/login", form).badFields()).containsExactly("code");

        String id = browser.hidden("/login").getOrDefault("captcha_id", "");
        browser.get("/image/code?id=" + id);
        browser.fill("username", "alice")
                .fill("password", People.PASSWORD)
                .fill("code", door.captcha(id))
                .submit("/login");
        assertThat(browser.path()).isEqualTo("/");
    }

    @Test
    void whoIsAskedForThePictureIsNotCountedAsGuessing() {
        Map<String, String> form = new LinkedHashMap<>(Map.of("username", "alice", "password", WRONG));
        Browser script = door.browser().asScript();
        for (int i = 0; i < 20; i++) {
            assertThat(script.post("/login", form).status()).isEqualTo(422);
        }
        assertThat(script.post("/login", People.login(door, script, "alice", People.PASSWORD))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anUnknownNameIsAskedForAPictureWhenAKnownOneIs() {
        for (String name : new String[] {"alice", "nobody.here"}) {
            for (int i = 0; i < 4; i++) {
                Browser browser = door.browser().asScript().with("X-Forwarded-For", "10.0.0." + i);
                Browser.Answer answer = browser.post("/login", Map.of("username", name, "password", WRONG));
                assertThat(answer.badFields()).as(name + i).containsExactly(i < 2 ? "password" : "code");
            }
        }
    }

    @Test
    void thePictureGoesAwayAgainWhereNothingHappens() {
        for (String name : new String[] {"one.name", "other.name"}) {
            door.browser().asScript().post("/login", Map.of("username", name, "password", WRONG));
        }
        assertThat(shown(door.browser().visit("/login"))).isTrue();
        assertThat(shown(door.browser().with("X-Forwarded-For", "10.0.0.9").visit("/login")))
                .isFalse();
        clock.pass(Duration.ofMinutes(10));
        assertThat(shown(door.browser().visit("/login"))).isFalse();
    }

    /** Whether the page has the picture, and not only at hand. */
    private static boolean shown(Browser browser) {
        String body = browser.page().body().replaceAll("(?s)<template>.*?</template>", "");
        return body.contains("/image/code?id=");
    }
}
