package dev.menshen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.store.HandClock;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The captcha for those who cannot see it. */
class CaptchaSoundTest {

    private static final int MOST = 600;

    private static TestDoor door;

    @BeforeAll
    static void open() {
        door = TestDoor.open();
        People.register(door, "alice", "13800138000");
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void whoHearsTheDigitsSignsInWithThem() {
        for (String id : List.of("form1", "")) {
            Browser browser = door.browser().asScript();
            Browser.Answer sound = browser.get("/audio/code?id=" + id);
            assertThat(sound.status()).isEqualTo(200);
            assertThat(sound.header("content-type")).contains("audio/wav");
            assertThat(sound.header("cache-control")).contains("no-store");
            assertThat(sound.header("x-content-type-options")).contains("nosniff");
            assertThat(door.captcha(id)).matches("[0-9]{7}");
            assertThat(browser.post("/login", form(id)).status()).isEqualTo(200);
        }
    }

    @Test
    void theAnswerIsNowhereButInWhatTheSoundSays() {
        Browser.Answer sound = door.browser().get("/audio/code?id=heard");
        String answer = door.captcha("heard");
        assertThat(new String(sound.bytes(), StandardCharsets.ISO_8859_1))
                .startsWith("RIFF")
                .doesNotContain(answer);
        assertThat(sound.headers().toString()).doesNotContain(answer);
        assertThat(sound.bytes()).hasSizeLessThan(100_000);
    }

    @Test
    void listeningLeavesThePictureAsItIsAndLookingTheSound() {
        Browser seen = door.browser().asScript();
        Map<String, String> letters = People.login(door, seen, "alice", People.PASSWORD);
        seen.get("/audio/code?id=form1");
        assertThat(door.captcha("form1")).isNotEqualTo(letters.get("code"));
        assertThat(seen.post("/login", letters).status()).isEqualTo(200);

        Browser heard = door.browser().asScript();
        heard.get("/audio/code?id=form1");
        Map<String, String> digits = form("form1");
        heard.get("/image/code?id=form1");
        assertThat(heard.post("/login", digits).status()).isEqualTo(200);
    }

    @Test
    void aNewPictureHasAnotherSound() {
        Browser browser = door.browser().asScript();
        People.login(door, browser, "alice", People.PASSWORD);
        browser.get("/audio/code?id=form1");
        Map<String, String> old = form("form1");
        People.login(door, browser, "alice", People.PASSWORD);
        assertThat(browser.post("/login", old).badFields()).containsExactly("code");
    }

    @Test
    void theSoundIsSpentWithThePictureRightOrWrong() {
        for (boolean right : new boolean[] {true, false}) {
            Browser browser = door.browser().asScript();
            Map<String, String> letters = People.login(door, browser, "alice", "not the password");
            browser.get("/audio/code?id=form1");
            Map<String, String> digits = form("form1");
            Map<String, String> first = new LinkedHashMap<>(digits);
            first.put("password", "not the password");
            if (!right) {
                first.put("code", "1111111".equals(digits.get("code")) ? "2222222" : "1111111");
            }
            assertThat(browser.post("/login", first).badFields()).containsExactly(right ? "password" : "code");
            assertThat(browser.post("/login", digits).badFields()).containsExactly("code");
            assertThat(browser.post("/login", letters).badFields()).containsExactly("code");
        }
    }

    @Test
    void itIsOneSoundHoweverOftenAndInWhateverPartsItIsAskedFor() {
        Browser browser = door.browser();
        byte[] whole = browser.get("/audio/code?id=parts").bytes();
        assertThat(browser.get("/audio/code?id=parts").bytes()).isEqualTo(whole);
        assertThat(browser.get("/audio/code?id=parts").header("accept-ranges")).contains("bytes");
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (String range : List.of("0-1", "2-9999", "10000-", "9000-999999999")) {
            Browser.Answer part = browser.with("Range", "bytes=" + range).get("/audio/code?id=parts");
            assertThat(part.status()).as(range).isEqualTo(206);
            int first = Integer.parseInt(range.split("-", 2)[0]);
            int end = first + part.bytes().length;
            assertThat(part.header("content-range")).contains("bytes " + first + "-" + (end - 1) + "/" + whole.length);
            assertThat(part.bytes()).isEqualTo(Arrays.copyOfRange(whole, first, end));
            if (!range.startsWith("9")) {
                joined.writeBytes(part.bytes());
            } else {
                assertThat(end).isEqualTo(whole.length);
            }
        }
        assertThat(joined.toByteArray()).isEqualTo(whole);
    }

    @Test
    void aRangeThatIsNoneIsAnsweredWithTheWhole() {
        Browser browser = door.browser();
        byte[] whole = browser.get("/audio/code?id=range").bytes();
        for (String range : List.of(
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=-5",
                "bytes=5-4",
                "bytes=" + whole.length + "-",
                "bytes=0-1,3-4",
                "bytes=a-b",
                "bytes=99999999999-",
                "bytes=0-99999999999",
                "seconds=0-1")) {
            Browser.Answer answer = browser.with("Range", range).get("/audio/code?id=range");
            assertThat(answer.status()).as(range).isEqualTo(200);
            assertThat(answer.bytes()).as(range).isEqualTo(whole);
        }
    }

    @Test
    void itSpeaksTheLanguageOfThePage() {
        Browser browser = door.browser().with("Accept-Language", "en");
        browser.visit("/login?lang=zh");
        Browser.Answer chinese = browser.get("/audio/code?id=tongue");
        Browser.Answer english = browser.get("/audio/code?id=tongue&lang=en");
        assertThat(chinese.header("content-language")).contains("zh-CN");
        assertThat(english.header("content-language")).contains("en");
        assertThat(english.bytes()).isNotEqualTo(chinese.bytes());
        assertThat(browser.get("/audio/code?id=tongue").bytes()).isEqualTo(english.bytes());
    }

    @Test
    void lookingAtASoundByHeadSpendsNothing() {
        Browser browser = door.browser().asScript();
        browser.get("/audio/code?id=form1");
        Map<String, String> form = form("form1");
        int printed = door.printed().length();
        Browser.Answer head = browser.ask("HEAD", "/audio/code?id=form1");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("content-type")).contains("audio/wav");
        assertThat(head.bytes()).isEmpty();
        browser.ask("HEAD", "/audio/code?id=another");
        assertThat(door.printed()).hasSize(printed);
        assertThat(browser.post("/login", form).status()).isEqualTo(200);
    }

    @Test
    void anIdThatIsNoneIsRefused() {
        for (String id : List.of("%3C", "a%20b", "a%0Ab", "x".repeat(65), "%E9%97%A8", "..%2F", "a&id=b%20c")) {
            Browser.Answer answer = door.browser().get("/audio/code?id=" + id);
            assertThat(answer.status()).as(id).isIn(200, 400);
            if (!id.contains("&")) {
                assertThat(answer.status()).as(id).isEqualTo(400);
            }
        }
    }

    @Test
    void picturesAndSoundsOfOneAddressAreCountedTogether() {
        HandClock clock = new HandClock();
        try (TestDoor limited = TestDoor.open(clock)) {
            Browser flood = limited.browser().with("X-Forwarded-For", "10.1.1.1");
            long drawn = IntStream.range(0, MOST + 100)
                    .filter(i -> flood.get(i % 2 == 0 ? "/image/code" : "/audio/code?id=a")
                                    .status()
                            == 200)
                    .count();
            assertThat(drawn).isEqualTo(MOST);
            Browser.Answer refused = flood.get("/audio/code");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("retry-after")).contains("60");
            assertThat(flood.ask("HEAD", "/audio/code").status()).isEqualTo(200);
            Browser other = limited.browser().with("X-Forwarded-For", "10.1.1.2");
            assertThat(other.get("/audio/code").status()).isEqualTo(200);
            clock.pass(Duration.ofMinutes(1));
            assertThat(flood.get("/audio/code").status()).isEqualTo(200);
        }
    }

    @Test
    void theFormOffersItBesideThePictureAndWithoutJavaScriptAsALink() {
        for (boolean english : new boolean[] {true, false}) {
            Browser browser = door.browser().visit("/login?lang=" + (english ? "en" : "zh"));
            String id = Optional.ofNullable(browser.hidden("/login").get("captcha_id"))
                    .orElseThrow();
            String body = browser.page().body();
            assertThat(body)
                    .contains("data-sound=\"/audio/code?id=" + id + "\" hidden>"
                            + (english ? "Hear digits instead" : "改听数字") + "</button>");
            assertThat(body.substring(body.indexOf("<noscript>"), body.indexOf("</noscript>")))
                    .contains("<a href=\"/audio/code?id=" + id + "\"");
        }
    }

    private static Map<String, String> form(String id) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("username", "alice");
        form.put("password", People.PASSWORD);
        form.put("code", door.captcha(id));
        form.put("captcha_id", id);
        return form;
    }
}
