package dev.menshen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.store.HandClock;
import dev.menshen.store.Tokens;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A flood of pictures (attack A15): one address may have so many in a minute, and others theirs. */
class CaptchaPictureTest {

    private static final int MOST = 600;
    private static final String VISIT = "menshen-visit=";

    @Test
    void oneAddressGetsSoManyPicturesAMinuteAndOthersTheirs() {
        HandClock clock = new HandClock();
        try (TestDoor door = TestDoor.open(clock)) {
            Browser flood = door.browser().with("X-Forwarded-For", "10.1.1.1");
            long drawn = IntStream.range(0, 2_000)
                    .filter(i -> flood.get("/image/code").status() == 200)
                    .count();
            assertThat(drawn).isEqualTo(MOST);
            Browser.Answer refused = flood.get("/image/code");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("retry-after")).contains("60");
            assertThat(door.browser()
                            .with("X-Forwarded-For", "10.1.1.2")
                            .get("/image/code")
                            .status())
                    .isEqualTo(200);
            clock.pass(Duration.ofMinutes(1));
            assertThat(flood.get("/image/code").status()).isEqualTo(200);
        }
    }

    /** Each has something kept for it, and where there is no room, what is kept for others goes. */
    @Test
    void soManyBrowsersOfOneAddressBeginAMinuteByWhateverWay() {
        HandClock clock = new HandClock();
        try (TestDoor door = TestDoor.open(clock)) {
            Browser known = door.browser().with("X-Forwarded-For", "10.1.1.1");
            assertThat(known.get("/image/code").status()).isEqualTo(200);
            Map<String, String> press = Map.of("mobile_phone", "13700137000", "tpl", "login");
            long begun = 1;
            for (int i = 0; i < 700; i++) {
                Browser flood = door.browser().with("X-Forwarded-For", "10.1.1.1");
                begun += flood.post("/send/sms", press)
                                .header("set-cookie", VISIT)
                                .isPresent()
                        ? 1
                        : 0;
            }
            assertThat(begun).isEqualTo(MOST);
            assertThat(known.get("/image/code").status())
                    .as("one that is known")
                    .isEqualTo(200);
            Map<String, String> form = new HashMap<>(People.form("alice", "13800138000"));
            form.put("form_token", new Tokens(new SecureRandom()).token());
            Browser newcomer = door.browser().with("X-Forwarded-For", "10.1.1.1");
            assertThat(newcomer.post("/register", form).header("set-cookie", VISIT))
                    .as("one that has registered")
                    .isPresent();
            Browser.Answer again =
                    door.browser().with("X-Forwarded-For", "10.1.1.1").post("/register", form);
            assertThat(again.status()).as("the same form once more").isEqualTo(303);
            assertThat(again.header("set-cookie", VISIT)).isEmpty();
            for (String address : new String[] {"10.1.1.2", "10.1.1.1"}) {
                Browser fresh = door.browser().with("X-Forwarded-For", address);
                assertThat(fresh.get("/image/code").header("set-cookie", VISIT))
                        .as(address)
                        .isPresent();
                clock.pass(Duration.ofMinutes(1));
            }
        }
    }

    @Test
    void theAnswerIsNowhereButInWhatThePictureShows() {
        try (TestDoor door = TestDoor.open()) {
            Browser.Answer picture = door.browser().get("/image/code?id=shown");
            String answer = door.captcha("shown");

            assertThat(new String(picture.bytes(), StandardCharsets.ISO_8859_1)).doesNotContainIgnoringCase(answer);
            assertThat(picture.headers().toString()).doesNotContainIgnoringCase(answer);
            assertThat(ByteBuffer.wrap(picture.bytes()).getLong(16))
                    .as("width and height")
                    .isEqualTo(120L << 32 | 30);
            assertThat(picture.header("cache-control")).contains("no-store");
        }
    }

    @Test
    void theAddressesOfOneIpv6NetworkAreOne() {
        try (TestDoor door = TestDoor.open()) {
            Browser browser = door.browser();
            for (int i = 0; i < MOST; i++) {
                browser.with("X-Forwarded-For", "2001:db8::" + Integer.toHexString(i + 1))
                        .get("/image/code");
            }
            assertThat(browser.with("X-Forwarded-For", "2001:db8::ffff")
                            .get("/image/code")
                            .status())
                    .isEqualTo(429);
        }
    }
}
