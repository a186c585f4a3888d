package dev.menshen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.store.HandClock;
import dev.menshen.store.Race;
import dev.menshen.store.RedisProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginSmsPageTest {

    private static final String PHONE = "13800138000";
    private static final String E164 = "+8613800138000";

    private final HandClock clock = new HandClock();
    private TestDoor door;

    @BeforeEach
    void open() {
        door = TestDoor.open(clock);
        People.register(door, "alice", PHONE);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void aCodeSignsInOnce() {
        Browser browser = door.browser().asScript();
        Browser.Answer sent = send(browser, PHONE);
        assertThat(sent.status()).isEqualTo(200);
        assertThat(sent.json().get("wait").getAsInt()).isEqualTo(60);
        assertThat(sent.json().get("valid").getAsInt()).isEqualTo(300);
        Map<String, String> form = Map.of("mobile_phone", "+86 138 0013 8000", "code", door.code(E164));
        assertThat(browser.post("/login/sms", form).data()).isEqualTo("/");
        assertThat(browser.get("/session/me").status()).isEqualTo(200);
        assertThat(door.browser().asScript().post("/login/sms", form).badFields())
                .containsExactly("code");
    }

    @Test
    void withoutJavaScriptTheButtonComesBackToThePageThatCountsDown() {
        Browser browser = door.browser().visit("/login/sms?lang=en&next=%2Fwiki");
        browser.fill("mobile_phone", PHONE).fill("tpl", "login").submit("/login/sms");
        assertThat(browser.page().status()).isEqualTo(422);
        Map<String, String> press = Map.of("mobile_phone", PHONE, "tpl", "login", "code", "", "next", "/wiki");
        Browser.Answer answer = browser.post("/send/sms", press);
        assertThat(answer.status()).isEqualTo(303);
        browser.visit(answer.header("location").orElseThrow())
                .sees("value=\"" + PHONE + "\"")
                .sees("data-wait=\"60\"");
        clock.pass(Duration.ofSeconds(20));
        browser.visit("/login/sms").sees("data-wait=\"40\"").sees("data-valid=\"280\"");
        browser.fill("mobile_phone", PHONE).fill("code", door.code(E164)).submit("/login/sms");
        assertThat(browser.path()).isEqualTo("/wiki");
        browser.sees("alice");
    }

    @Test
    void aCodeIsOnlyGoodForFiveMinutes() {
        Browser browser = door.browser().asScript();
        send(browser, PHONE);
        clock.pass(Duration.ofMinutes(5).plusSeconds(1));
        assertThat(browser.post("/login/sms", Map.of("mobile_phone", PHONE, "code", door.code(E164)))
                        .badFields())
                .containsExactly("code");
    }

    @Test
    void fiveWrongTriesSpoilTheCode() {
        Browser browser = door.browser().asScript();
        send(browser, PHONE);
        String right = door.code(E164);
        for (int i = 0; i < 5; i++) {
            String wrong = String.format("%06d", (Integer.parseInt(right) + 1 + i) % 1_000_000);
            assertThat(browser.post("/login/sms", Map.of("mobile_phone", PHONE, "code", wrong))
                            .badFields())
                    .containsExactly("code");
        }
        assertThat(browser.post("/login/sms", Map.of("mobile_phone", PHONE, "code", right))
                        .badFields())
                .containsExactly("code");
    }

    @Test
    void wrongTriesFromEverywhereAreTriesAtOneCode() {
        Browser browser = door.browser().asScript();
        send(browser, PHONE);
        String right = door.code(E164);
        List<String> spellings = List.of(PHONE, "+86 138-0013-8000", "008613800138000", "１３８００１３８０００", E164);
        for (int i = 0; i < 5; i++) {
            String wrong = String.format("%06d", (Integer.parseInt(right) + 1 + i) % 1_000_000);
            Browser elsewhere = door.browser()
                    .asScript()
                    .with("X-Forwarded-For", "10." + i + ".0.1")
                    .with("User-Agent", "another " + i);
            assertThat(elsewhere
                            .post("/login/sms", Map.of("mobile_phone", spellings.get(i), "code", wrong))
                            .badFields())
                    .containsExactly("code");
        }
        Browser.Answer late = browser.post("/login/sms", Map.of("mobile_phone", PHONE, "code", right));
        assertThat(late.badFields()).containsExactly("code");
        assertThat(late.body())
                .as("as if it were wrong")
                .isEqualTo(browser.post("/login/sms", Map.of("mobile_phone", PHONE, "code", wrongCode()))
                        .body());
    }

    @Test
    void theCodeIsInTheTextMessageAlone() {
        for (String tpl : List.of("login", "register")) {
            for (String accept : List.of("application/json", "text/html")) {
                Browser browser = door.browser().with("Accept", accept);
                Browser.Answer sent = browser.post("/send/sms", Map.of("mobile_phone", PHONE, "tpl", tpl));
                String code = door.code(E164);
                assertThat(sent.status()).isIn(200, 303);
                assertThat(sent.body() + sent.headers()).doesNotContain(code);
                for (String page : List.of("/login/sms", "/register", "/session/me")) {
                    Browser.Answer next = browser.get(page);
                    assertThat(next.body() + next.headers()).as(page).doesNotContain(code);
                }
                clock.pass(Duration.ofSeconds(61));
            }
        }
    }

    @Test
    void ofFiftyParallelUsesAtTwoDoorsOnOneRedisOneSignsIn() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                TestDoor one = TestDoor.open("redis", redis.url());
                TestDoor two = TestDoor.open("redis", redis.url())) {
            People.register(one, "alice", PHONE);
            People.register(two, "alice", PHONE);
            assertThat(send(one.browser().asScript(), PHONE).status()).isEqualTo(200);
            Map<String, String> form = Map.of("mobile_phone", PHONE, "code", one.code(E164));
            List<Integer> statuses = Race.of(
                    50,
                    i -> (i % 2 == 0 ? one : two)
                            .browser()
                            .asScript()
                            .post("/login/sms", form)
                            .status());
            assertThat(statuses).containsOnly(200, 422).containsOnlyOnce(200);
        }
    }

    @Test
    void aCodeOfOnePurposeOpensNothingElse() {
        Browser browser = door.browser().asScript();
        browser.post("/send/sms", Map.of("mobile_phone", PHONE, "tpl", "register"));
        assertThat(browser.post("/login/sms", Map.of("mobile_phone", PHONE, "code", door.code(E164)))
                        .badFields())
                .containsExactly("code");
    }

    @Test
    void aSecondCodeWithinAMinuteIsRefusedAndTheFirstStaysGood() {
        Browser browser = door.browser().asScript();
        send(browser, PHONE);
        Browser.Answer refused = send(browser, "0086 138 0013 8000");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("retry-after")).contains("60");
        assertThat(refused.badFields()).containsExactly("mobile_phone");
        assertThat(door.texts()).isEqualTo(1);
        assertThat(browser.post("/login/sms", Map.of("mobile_phone", PHONE, "code", door.code(E164)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void onePhoneGetsFiveTextsAnHourAndTenADay() {
        int sent = 0;
        for (int minute = 0; minute < 24 * 60; minute++) {
            sent += send(door.browser().asScript(), PHONE).status() == 200 ? 1 : 0;
            if (minute == 58) {
                assertThat(sent).isEqualTo(5);
            }
            clock.pass(Duration.ofSeconds(61));
            if (minute == 200) {
                break;
            }
        }
        assertThat(sent).isEqualTo(10);
        assertThat(door.texts()).isEqualTo(10);
    }

    @Test
    void anUnknownNumberGetsTheSameAnswersAsAKnownOne() {
        Browser known = door.browser().asScript();
        Browser unknown = door.browser().asScript();
        Browser.Answer sentKnown = send(known, PHONE);
        Browser.Answer sentUnknown = send(unknown, "13900139000");
        assertThat(sentUnknown.status()).isEqualTo(sentKnown.status()).isEqualTo(200);
        assertThat(sentUnknown.body()).isEqualTo(sentKnown.body());
        assertThat(door.texts()).isEqualTo(1);
        Browser.Answer wrongKnown = known.post("/login/sms", Map.of("mobile_phone", PHONE, "code", wrongCode()));
        Browser.Answer wrongUnknown =
                unknown.post("/login/sms", Map.of("mobile_phone", "13900139000", "code", "123456"));
        assertThat(wrongUnknown.status()).isEqualTo(wrongKnown.status()).isEqualTo(422);
        assertThat(wrongUnknown.body()).isEqualTo(wrongKnown.body());
        assertThat(send(unknown, "13900139000").status()).isEqualTo(429);
    }

    @Test
    void aFriendlyHouseTellsWhoIsUnknown() {
        try (TestDoor friendly = TestDoor.open("hide-accounts", "off")) {
            Browser.Answer answer = friendly.browser()
                    .asScript()
                    .post("/send/sms", Map.of("mobile_phone", "13900139000", "tpl", "login"));
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.badFields()).containsExactly("mobile_phone");
        }
    }

    @Test
    void badFieldsOfTheButtonAreNamed() {
        Browser browser = door.browser().asScript();
        assertThat(browser.post("/send/sms", Map.of()).badFields()).containsExactlyInAnyOrder("mobile_phone", "tpl");
        assertThat(browser.post("/send/sms", Map.of("mobile_phone", "1", "tpl", "steal"))
                        .badFields())
                .containsExactlyInAnyOrder("mobile_phone", "tpl");
        assertThat(browser.get("/send/sms?mobile_phone=" + PHONE + "&tpl=login").status())
                .isEqualTo(405);
        assertThat(door.texts()).isZero();
    }

    @Test
    void theTextEndsWithTheLineThatBindsItToThisHost() {
        try (TestDoor open = TestDoor.open("dev", "off")) {
            People.register(open, "bob", "13900139000");
            send(open.browser().asScript(), "13900139000");
            assertThat(open.printed())
                    .containsPattern("(?s)SMS to=\\+8613900139000 text=.*\n@127\\.0\\.0\\.1 #\\d{6}\n");
        }
    }

    @Test
    void aHostThatMayBeSomebodyElsesIsNotInTheText() {
        try (TestDoor open = TestDoor.open("dev", "off")) {
            People.register(open, "bob", "13900139000");
            Browser browser = open.browser().asScript().with("X-Forwarded-Host", "evil.example");
            assertThat(send(browser, "13900139000").status()).isEqualTo(200);
            assertThat(open.printed()).contains("SMS to=+8613900139000").doesNotContain("evil.example");
        }
        try (TestDoor open = TestDoor.open("dev", "off", "public-url", "https://door.example.lan")) {
            People.register(open, "bob", "13900139000");
            send(open.browser().asScript().with("X-Forwarded-Host", "evil.example"), "13900139000");
            assertThat(open.printed()).containsPattern("@door\\.example\\.lan #\\d{6}");
        }
    }

    @Test
    void textsThatWereNotSentCostTheHouseNothing() {
        try (TestDoor small = TestDoor.open("sms-daily-budget", "1")) {
            People.register(small, "bob", "13900139000");
            for (int i = 0; i < 5; i++) {
                assertThat(send(small.browser().asScript(), "1370013700" + i).status())
                        .isEqualTo(200);
            }
            assertThat(send(small.browser().asScript(), "13900139000").status()).isEqualTo(200);
            assertThat(small.texts()).isEqualTo(1);
            assertThat(send(small.browser().asScript(), "13700137009").status()).isEqualTo(429);
        }
    }

    private String wrongCode() {
        String right = door.code(E164);
        return (right.charAt(0) == '9' ? '0' : '9') + right.substring(1);
    }

    private static Browser.Answer send(Browser browser, String phone) {
        return browser.post("/send/sms", Map.of("mobile_phone", phone, "tpl", "login"));
    }
}
