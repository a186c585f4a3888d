package dev.menshen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.store.HandClock;
import dev.menshen.store.Race;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guessing passwords, with the captcha switched off: the limits must hold without it. */
class GuessingTest {

    private static final String WRONG = "not the password";
    private static final String PHONE = "13800138000";

    private final HandClock clock = new HandClock();
    private final Path data = TestDoor.newFolder();
    private TestDoor door;

    @BeforeEach
    void open() {
        door = TestDoor.open(data, clock, "captcha", "off");
        People.register(door, "alice", PHONE);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void theSixthGuessWaitsEvenIfItIsRightAndWithTheSameAnswer() {
        guess("alice", 5);
        Browser.Answer wrong = tries(door.browser(), "alice", WRONG);
        Browser.Answer right = tries(door.browser(), "alice", People.PASSWORD);
        assertThat(wrong.status()).isEqualTo(429);
        assertThat(wrong.header("Retry-After")).contains("30");
        assertThat(right.status()).isEqualTo(429);
        assertThat(right.body()).isEqualTo(wrong.body());
        clock.pass(Duration.ofSeconds(30));
        assertThat(tries(door.browser(), "alice", People.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void aPageSaysHowLongToWaitAndKeepsTheName() {
        guess("alice", 5);
        Browser browser = door.browser().visit("/login?lang=en");
        browser.fill("username", "alice").fill("password", People.PASSWORD).submit("/login");
        assertThat(browser.page().status()).isEqualTo(429);
        browser.sees("Please wait 30 seconds").sees("value=\"alice\"").seesNo(People.PASSWORD);
        clock.pass(Duration.ofSeconds(31));
        guess("alice", 1);
        guessAfter(Duration.ofSeconds(61), "alice");
        browser.visit("/login")
                .fill("username", "alice")
                .fill("password", WRONG)
                .submit("/login");
        browser.sees("Please wait 2 minutes");
    }

    @Test
    void everySpellingOfAPersonIsOneCount() {
        for (String spelling : List.of("alice", "ALICE", " ａｌｉｃｅ ", "alice@example.lan", "+86 138-0013-8000")) {
            assertThat(tries(door.browser(), spelling, WRONG).status())
                    .as(spelling)
                    .isEqualTo(422);
        }
        assertThat(tries(door.browser(), "alice", WRONG).status()).isEqualTo(429);
        assertThat(tries(door.browser(), "0086" + PHONE, WRONG).status()).isEqualTo(429);
    }

    @Test
    void aNameThatNobodyHasGetsTheSameAnswersInTheSameOrder() {
        assertThat(answers("nobody.here")).isEqualTo(answers("alice"));
    }

    private List<Object> answers(String name) {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Browser.Answer answer = tries(door.browser(), name, WRONG);
            Map<String, List<String>> headers = new TreeMap<>(answer.headers());
            headers.remove("date");
            all.add(List.of(answer.status(), answer.body(), headers));
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: a",
                "X-Forwarded-For: ::1",
                "X-Real-IP: 10.0.0.%d",
                "Forwarded: for=10.0.0.%d",
                "CF-Connecting-IP: 10.0.0.%d",
                "X-Forwarded-For: 10.0.0.%d, 10.9.9.9",
                "X-Forwarded-For: 2001:db8:1:2::%d"
            })
    void aClaimedAddressIsNoOtherAddress(String claim) {
        String[] header = claim.split(": ", 2);
        for (int i = 0; i < 5; i++) {
            Browser browser = door.browser().with(header[0], header[1].replace("%d", Integer.toString(i + 1)));
            assertThat(tries(browser, "alice", WRONG).status()).isEqualTo(422);
        }
        Browser browser = door.browser().with(header[0], header[1].replace("%d", "200"));
        assertThat(tries(browser, "alice", WRONG).status()).isEqualTo(429);
    }

    @Test
    void theOwnersBrowserComesInDuringAnAttackAndAFreshOneFromElsewhere() {
        Browser known = door.browser();
        assertThat(tries(known, "alice", People.PASSWORD).status()).isEqualTo(200);
        known.post("/logout", Map.of());
        guess("alice", 5);
        assertThat(tries(door.browser(), "alice", People.PASSWORD).status()).isEqualTo(429);
        assertThat(tries(known, "alice", People.PASSWORD).status()).isEqualTo(200);
        assertThat(tries(from("10.0.0.9"), "alice", People.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void aBrowserIsKnownOnlyToThoseWhoseItWas() {
        People.register(door, "bobby", "13900139000");
        Browser known = door.browser();
        assertThat(tries(known, "bobby", People.PASSWORD).status()).isEqualTo(200);
        known.post("/logout", Map.of());
        guess("alice", 5);
        assertThat(tries(known, "alice", People.PASSWORD).status()).isEqualTo(429);
    }

    @Test
    void theMarkSaysNothingAndIsForTheServerAlone() {
        Browser browser = door.browser();
        Browser.Answer answer = tries(browser, "alice", People.PASSWORD);
        String cookie = answer.header("set-cookie", "menshen-known=").orElseThrow();
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax").contains("Path=/");
        assertThat(browser.cookie("menshen-known").orElseThrow()).doesNotContain("alice");
        String session = browser.cookie("menshen").orElseThrow();
        Browser marked = door.browser()
                .holding("menshen", browser.cookie("menshen-known").orElseThrow());
        assertThat(marked.get("/session/me").status())
                .as("a mark is no session")
                .isEqualTo(401);
        assertThat(door.browser()
                        .holding("menshen-known", session)
                        .get("/session/me")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aCodeByTextMessageOpensAnAccountWhosePasswordIsGuessedAt() {
        guess("alice", 5);
        Browser browser = door.browser().asScript();
        browser.post("/send/sms", Map.of("mobile_phone", PHONE, "tpl", "login"));
        Map<String, String> form = Map.of("mobile_phone", PHONE, "code", door.code("+86" + PHONE));
        assertThat(browser.post("/login/sms", form).status()).isEqualTo(200);
        assertThat(tries(door.browser(), "alice", People.PASSWORD).status())
                .as("the owner came by another way")
                .isEqualTo(200);
    }

    @Test
    void aWrongCodeMovesTheSameCountAndOneForWhichNothingWasSentDoesNot() {
        Browser browser = door.browser().asScript();
        for (int i = 0; i < 10; i++) {
            browser.post("/login/sms", Map.of("mobile_phone", PHONE, "code", "12345" + i));
        }
        guess("alice", 1);
        browser.post("/send/sms", Map.of("mobile_phone", PHONE, "tpl", "login"));
        int code = Integer.parseInt(door.code("+86" + PHONE));
        for (int i = 1; i <= 4; i++) {
            String wrong = String.format(Locale.ROOT, "%06d", (code + i) % 1_000_000);
            assertThat(browser.post("/login/sms", Map.of("mobile_phone", PHONE, "code", wrong))
                            .badFields())
                    .containsExactly("code");
        }
        assertThat(tries(door.browser(), "alice", WRONG).status()).isEqualTo(429);
    }

    @Test
    void wrongCodesTellNobodyAtThePasswordWhosePhoneThatIs() {
        List<Integer> statuses = new ArrayList<>();
        for (String phone : List.of(PHONE, "13900139000")) {
            Browser browser = from("10.0.0." + phone.charAt(1)).asScript();
            assertThat(browser.post("/send/sms", Map.of("mobile_phone", phone, "tpl", "login"))
                            .status())
                    .isEqualTo(200);
            for (int i = 0; i < 4; i++) {
                browser.post("/login/sms", Map.of("mobile_phone", phone, "code", "12345" + i));
            }
            for (int i = 0; i < 2; i++) {
                statuses.add(tries(browser, phone, WRONG).status());
            }
        }
        assertThat(statuses).containsExactly(422, 429, 422, 429);
    }

    @Test
    void aNewPasswordOpensTheAccountToEverybodyWhoKnowsIt() {
        Browser known = door.browser();
        assertThat(tries(known, "alice", People.PASSWORD).status()).isEqualTo(200);
        for (int i = 0; i < 100; i++) {
            guessAfter(Duration.ofMinutes(61), "alice");
        }
        assertThat(tries(door.browser(), "alice", People.PASSWORD).status()).isEqualTo(429);
        known.post("/logout", Map.of());
        assertThat(tries(known, "alice", People.PASSWORD).status()).isEqualTo(200);
        Map<String, String> change =
                Map.of("old_password", People.PASSWORD, "password", "a newer 电池", "confirm_password", "a newer 电池");
        assertThat(known.post("/account/password", change).status()).isEqualTo(200);
        assertThat(tries(from("10.0.0.9"), "alice", "a newer 电池").status()).isEqualTo(200);
    }

    @Test
    void pageAndProgramMoveTheSameCount() {
        for (int i = 0; i < 5; i++) {
            Browser browser = door.browser();
            if (i % 2 == 0) {
                browser.asScript();
            }
            assertThat(browser.post("/login", Map.of("username", "alice", "password", WRONG))
                            .status())
                    .isEqualTo(422);
        }
        assertThat(tries(door.browser(), "alice", WRONG).status()).isEqualTo(429);
    }

    @Test
    void ofAHundredParallelGuessesFiveAreCompared() throws Exception {
        TestDoor open = door;
        List<Integer> statuses =
                Race.of(100, i -> tries(open.browser(), "alice", WRONG).status());
        assertThat(statuses).containsOnly(422, 429);
        assertThat(statuses.stream().filter(status -> status == 422)).hasSize(5);
    }

    @Test
    void aRowOfFailuresOutlivesARestartWhetherSomebodyHasTheNameOrNot() {
        guess("alice", 5);
        guess("nobody.here", 5);
        door.close();
        door = TestDoor.open(data, clock, "captcha", "off");
        assertThat(tries(door.browser(), "alice", People.PASSWORD).status()).isEqualTo(429);
        assertThat(tries(door.browser(), "nobody.here", WRONG).status()).isEqualTo(429);
    }

    @Test
    void aHundredInARowLeaveThePasswordAloneNotEnough() {
        Browser known = door.browser();
        tries(known, "alice", People.PASSWORD);
        known.post("/logout", Map.of());
        for (int i = 0; i < 100; i++) {
            guessAfter(Duration.ofMinutes(61), "alice");
        }
        clock.pass(Duration.ofDays(3));
        Browser.Answer right = tries(door.browser(), "alice", People.PASSWORD);
        assertThat(right.status()).isEqualTo(429);
        assertThat(right.body()).isEqualTo(tries(door.browser(), "alice", WRONG).body());
        assertThat(tries(known, "alice", People.PASSWORD).status()).isEqualTo(200);
        assertThat(tries(door.browser(), "alice", People.PASSWORD).status()).isEqualTo(429);

        Browser browser = door.browser().asScript();
        browser.post("/send/sms", Map.of("mobile_phone", PHONE, "tpl", "login"));
        Map<String, String> form = Map.of("mobile_phone", PHONE, "code", door.code("+86" + PHONE));
        assertThat(browser.post("/login/sms", form).status()).isEqualTo(200);
        assertThat(tries(door.browser(), "alice", People.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void guessesThatWereNotComparedForWantOfRoomAreNotCounted() throws Exception {
        TestDoor open = door;
        // Far more than the hashing's queue holds, each at a name of its own: some are told to come back.
        List<Browser.Answer> answers =
                Race.of(150, i -> tries(open.browser().with("X-Forwarded-For", "10.2.0." + i), "name" + i, WRONG));
        assertThat(answers)
                .allMatch(answer -> answer.status() != 503
                        || answer.header("retry-after").filter("2"::equals).isPresent());
        List<Integer> statuses = answers.stream().map(Browser.Answer::status).toList();
        assertThat(statuses).containsOnly(422, 503).contains(503);
        for (int i = 0; i < 150; i++) {
            if (statuses.get(i) == 503) {
                for (int again = 0; again < 5; again++) {
                    assertThat(tries(from("10.2.0." + i), "name" + i, WRONG).status())
                            .isEqualTo(422);
                }
                return;
            }
        }
    }

    private void guess(String name, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(tries(door.browser(), name, WRONG).status()).isEqualTo(422);
        }
    }

    private void guessAfter(Duration wait, String name) {
        clock.pass(wait);
        guess(name, 1);
    }

    private Browser from(String address) {
        return door.browser().with("X-Forwarded-For", address);
    }

    private static Browser.Answer tries(Browser browser, String name, String password) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("username", name);
        form.put("password", password);
        return browser.asScript().post("/login", form);
    }
}
