package dev.menshen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.Browser.Answer;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.accounts.AccountState;
import dev.menshen.accounts.Accounts;
import dev.menshen.audit.Book;
import dev.menshen.store.HandClock;
import dev.menshen.store.Race;
import dev.menshen.store.RedisProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The picture before the first text to a number, from an address that asks for many. */
class SmsCaptchaTest {

    private static final int FREE = 10;
    private static final String HERE = "10.0.0.7";
    private static final String ELSEWHERE = "10.0.0.8";
    private static final String WRONG = "11111";

    private final HandClock clock = new HandClock();
    private TestDoor door;
    private int others = 1_000;

    @BeforeEach
    void open() {
        door = TestDoor.open(clock, "captcha", "adaptive");
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void fromTheEleventhCodeOnANewNumberNeedsAPictureAndNothingElseDoes() {
        ask(door, HERE, FREE);
        Answer refused = send(at(HERE), number(FREE));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.badFields()).containsExactly("captcha");
        clock.pass(Duration.ofSeconds(61));
        assertThat(send(at(HERE), number(3)).status()).as("asked for from here").isEqualTo(200);
        assertThat(send(at(HERE), "+86 " + number(4)).status())
                .as("spelt otherwise")
                .isEqualTo(200);
        assertThat(send(at(HERE), number(FREE)).badFields()).containsExactly("captcha");
        assertThat(send(at(ELSEWHERE), number(FREE)).status()).isEqualTo(200);
        clock.pass(Duration.ofHours(1));
        assertThat(send(at(HERE), number(FREE)).status()).as("an hour later").isEqualTo(200);
    }

    @Test
    void aNetworkOfSixtyFourBitsIsOneAddress() {
        for (int i = 0; i < FREE; i++) {
            assertThat(send(at("2001:db8:1:2::" + i), number(i)).status()).isEqualTo(200);
        }
        assertThat(send(at("2001:db8:1:2:ffff::1"), number(FREE)).badFields()).containsExactly("captcha");
        assertThat(send(at("2001:db8:1:3::1"), number(FREE)).status()).isEqualTo(200);
    }

    @Test
    void aPictureLetsOneTextThroughAndTheNextToThatNumberNeedsNone() {
        ask(door, HERE, FREE);
        Browser browser = at(HERE);
        assertThat(browser.post("/send/sms", read(browser, number(FREE))).status())
                .isEqualTo(200);
        assertThat(door.texts()).isEqualTo(1);
        assertThat(send(browser, number(FREE)).status()).as("too soon").isEqualTo(429);
        clock.pass(Duration.ofSeconds(61));
        assertThat(send(at(HERE), number(FREE)).status()).isEqualTo(200);
        assertThat(send(browser, number(FREE + 1)).badFields()).containsExactly("captcha");
    }

    @Test
    void whatIsHeardIsAsGoodAsWhatIsSeen() {
        ask(door, HERE, FREE);
        Browser browser = at(HERE);
        browser.get("/audio/code?id=form1");
        assertThat(browser.post("/send/sms", form(number(FREE), door.captcha("form1"), "form1"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aWrongPictureSendsNothingAndCostsNoAllowance() {
        ask(door, HERE, FREE);
        Browser browser = at(HERE);
        // More than one browser, and more than one phone, has in an hour.
        for (int i = 0; i < 25; i++) {
            Map<String, String> form = read(browser, number(FREE));
            form.put("captcha", i % 3 == 0 ? "" : WRONG);
            Answer answer = browser.post("/send/sms", form);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.badFields()).containsExactly("captcha");
        }
        assertThat(door.texts()).isZero();
        assertThat(browser.post("/send/sms", read(browser, number(FREE))).status())
                .isEqualTo(200);
        assertThat(door.texts()).isEqualTo(1);
    }

    @Test
    void aPictureIsSpentByOneTryRightOrWrong() {
        ask(door, HERE, FREE);
        Browser browser = at(HERE);
        Map<String, String> form = read(browser, number(FREE));
        Map<String, String> wrong = new LinkedHashMap<>(form);
        wrong.put("captcha", WRONG);
        assertThat(browser.post("/send/sms", wrong).badFields()).containsExactly("captcha");
        assertThat(browser.post("/send/sms", form).badFields()).containsExactly("captcha");

        form = read(browser, number(FREE));
        assertThat(browser.post("/send/sms", form).status()).isEqualTo(200);
        form.put("mobile_phone", number(FREE + 1));
        assertThat(browser.post("/send/sms", form).badFields()).containsExactly("captcha");
        assertThat(door.texts()).isEqualTo(1);
    }

    @Test
    void aPictureThatNobodyAskedForIsNotSpent() {
        ask(door, HERE, FREE);
        Browser browser = at(HERE);
        Map<String, String> form = read(browser, number(0));
        clock.pass(Duration.ofSeconds(61));
        assertThat(browser.post("/send/sms", form).status()).isEqualTo(200);
        form.put("mobile_phone", number(FREE));
        assertThat(browser.post("/send/sms", form).status()).isEqualTo(200);
    }

    @Test
    void anotherBrowsersPictureIsNone() {
        ask(door, HERE, FREE);
        Browser browser = at(HERE);
        Map<String, String> form = read(browser, number(FREE));
        Browser other = at(HERE);
        other.get("/image/code?id=form2");
        assertThat(other.post("/send/sms", form).badFields()).containsExactly("captcha");
        Answer without = at(HERE).with("Accept-Language", "en").post("/send/sms", form);
        assertThat(without.badFields()).containsExactly("captcha");
        assertThat(without.body()).contains("no cookies");
        assertThat(browser.post("/send/sms", form).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofFiftyParallelUsesOfOnePictureOneSends(boolean manyNumbers) throws Exception {
        ask(door, HERE, FREE);
        Browser browser = at(HERE);
        Map<String, String> form = read(browser, number(100));
        assertOneSends(Race.of(50, i -> browser.post("/send/sms", to(form, number(100 + (manyNumbers ? i : 0))))));
        assertThat(door.texts()).isEqualTo(1);
    }

    @Test
    void ofFiftyParallelUsesAtTwoDoorsOnOneRedisOneSends() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                TestDoor one = TestDoor.open("captcha", "adaptive", "redis", redis.url());
                TestDoor two = TestDoor.open("captcha", "adaptive", "redis", redis.url())) {
            ask(one, HERE, FREE / 2);
            for (int i = FREE / 2; i < FREE; i++) {
                assertThat(send(at(two, HERE), number(i), "login").status()).isEqualTo(200);
            }
            Browser here = at(one, HERE);
            assertThat(send(here, number(100)).badFields()).containsExactly("captcha");
            here.get("/image/code?id=form1");
            Map<String, String> form = form("", one.captcha("form1"), "form1");
            String cookie = here.cookie("menshen-visit").orElseThrow();
            assertOneSends(Race.of(
                    50,
                    i -> at(i % 2 == 0 ? one : two, HERE)
                            .holding("menshen-visit", cookie)
                            .post("/send/sms", to(form, number(100 + i)))));
            assertThat(one.texts() + two.texts()).isEqualTo(1);
        }
    }

    private static void assertOneSends(List<Answer> answers) {
        assertThat(answers).extracting(Answer::status).containsOnlyOnce(200).isSubsetOf(200, 422, 429);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/html"})
    void aKnownNumberAnUnknownAndAClosedAccountsGetTheSameAnswersToTheByte(String accept) {
        People.register(door, "alice", "13800138000");
        People.register(door, "gone", "13800138001");
        Accounts accounts = door.accounts();
        accounts.setState(accounts.find(accounts.login("gone")).orElseThrow().id(), AccountState.DISABLED);
        for (String tpl : List.of("login", "reset")) {
            List<Object> expected = answers(accept, tpl, "10.1.0.1", "13700137000");
            assertThat(expected.toString()).contains("captcha");
            assertThat(answers(accept, tpl, "10.1.0.2", "13800138000")).isEqualTo(expected);
            assertThat(answers(accept, tpl, "10.1.0.3", "13800138001")).isEqualTo(expected);
            clock.pass(Duration.ofHours(2));
        }
    }

    /** All that is answered to somebody who asks for codes to this number: until it is due, without, wrongly, rightly. */
    private List<Object> answers(String accept, String tpl, String address, String phone) {
        List<Object> all = new ArrayList<>();
        Browser browser = at(address).with("Accept", accept);
        for (int i = 0; i < FREE; i++) {
            all.add(plain(browser.post("/send/sms", press(number(others++), tpl)), phone));
        }
        Map<String, String> form = new LinkedHashMap<>(press(phone, tpl));
        all.add(plain(browser.post("/send/sms", form), phone));
        for (int i = 0; i < 3; i++) {
            browser.get("/image/code?id=form1");
            form.put("captcha", i == 0 ? WRONG : door.captcha("form1"));
            form.put("captcha_id", "form1");
            all.add(plain(browser.post("/send/sms", form), phone));
            all.add(plain(browser.get(tpl.equals("login") ? "/login/sms" : "/reset"), phone));
        }
        return all;
    }

    private static Object plain(Answer answer, String phone) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers());
        headers.remove("date");
        headers.remove("content-length");
        headers.computeIfPresent(
                "set-cookie",
                (name, values) -> values.stream()
                        .map(value -> value.replaceFirst("=[^;]*", "=TOKEN"))
                        .toList());
        String body = answer.body()
                .replace(phone, "PHONE")
                .replaceAll("(?<=/code\\?id=|name=\"captcha_id\" value=\")[A-Za-z0-9_-]{20,}", "ID");
        return List.of(answer.status(), headers, body);
    }

    @Test
    void askingIsCountedAlikeWhoseverTheNumberIs() {
        People.register(door, "alice", "13800138000");
        String[] numbers = {"13800138000", "13700137000"};
        for (int one = 0; one < numbers.length; one++) {
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < FREE; i++) {
                statuses.add(send(at("10.2.0." + one), numbers[one], "login").status());
            }
            assertThat(statuses).startsWith(200, 429).hasSize(FREE);
            assertThat(send(at("10.2.0." + one), number(one), "login").badFields())
                    .containsExactly("captcha");
        }
    }

    @Test
    void aFriendlyHouseTellsWhoIsUnknownOnlyAfterThePicture() {
        try (TestDoor friendly = TestDoor.open("captcha", "adaptive", "hide-accounts", "off")) {
            People.register(friendly, "alice", "13800138000");
            ask(friendly, HERE, FREE);
            for (String phone : List.of("13800138000", "13700137000")) {
                assertThat(send(at(friendly, HERE), phone, "login").badFields()).containsExactly("captcha");
            }
            Browser browser = at(friendly, HERE);
            browser.get("/image/code?id=form1");
            Map<String, String> form = form("13700137000", friendly.captcha("form1"), "form1");
            form.put("tpl", "login");
            assertThat(browser.post("/send/sms", form).badFields()).containsExactly("mobile_phone");
        }
    }

    @Test
    void whereNobodyMayRegisterThatIsSaidFirst() {
        try (TestDoor closed = TestDoor.open("captcha", "adaptive", "registration", "closed")) {
            for (int i = 0; i < FREE; i++) {
                send(at(closed, HERE), number(i), "login");
            }
            assertThat(send(at(closed, HERE), number(FREE), "register").badFields())
                    .containsExactly("form");
            assertThat(send(at(closed, HERE), number(FREE), "login").badFields())
                    .containsExactly("captcha");
        }
    }

    @Test
    void badFieldsOfThePictureAreNamed() {
        Map<String, String> form = form(number(0), "x".repeat(65), "<x>");
        assertThat(at(HERE).post("/send/sms", form).badFields()).containsExactlyInAnyOrder("captcha", "captcha_id");
        String twice = Browser.encoded(press(number(0), "register")) + "&captcha=a&captcha=b";
        assertThat(at(HERE).post("/send/sms", "application/x-www-form-urlencoded", twice)
                        .badFields())
                .containsExactly("captcha");
        assertThat(door.texts()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"always", "off"})
    void inTheOtherModesNoPictureIsEverAskedForAndWhatIsSentOfOneIsIgnored(String mode) {
        try (TestDoor other = TestDoor.open("captcha", mode, "register-sms", "on")) {
            for (int i = 0; i < 2 * FREE; i++) {
                String form = Browser.encoded(form(number(i), WRONG, "<x>")) + "&captcha=again";
                Answer answer = at(other, HERE).post("/send/sms", "application/x-www-form-urlencoded", form);
                assertThat(answer.status()).isEqualTo(200);
            }
            assertThat(other.texts()).isEqualTo(2 * FREE);
            for (String page : List.of("/register", "/login/sms", "/reset")) {
                assertThat(other.browser()
                                .with("X-Forwarded-For", HERE)
                                .get(page)
                                .body())
                        .doesNotContain("captcha", "/image/code", "<template>");
            }
        }
    }

    @Test
    void theAuditLogHasWhatWasRefusedAndNobodysNumber() {
        ask(door, HERE, FREE);
        Browser browser = at(HERE);
        send(browser, number(FREE));
        Map<String, String> form = read(browser, number(FREE));
        form.put("captcha", WRONG);
        browser.post("/send/sms", form);
        assertThat(Book.closed(door))
                .contains(
                        "code-refused - - - " + HERE + " register picture-due 1",
                        "code-refused - - - " + HERE + " register picture-misread 1")
                .noneMatch(row -> row.contains(number(FREE)));
    }

    private static String number(int i) {
        return "136" + (10_000_000 + i);
    }

    private Browser at(String address) {
        return at(door, address);
    }

    private static Browser at(TestDoor door, String address) {
        return door.browser().asScript().with("X-Forwarded-For", address);
    }

    /** Asks for so many codes from this address, each to another number from another browser. */
    private static void ask(TestDoor door, String address, int times) {
        for (int i = 0; i < times; i++) {
            send(at(door, address), number(i), "login");
        }
    }

    private static Answer send(Browser browser, String phone) {
        return send(browser, phone, "register");
    }

    private static Answer send(Browser browser, String phone, String tpl) {
        return browser.post("/send/sms", press(phone, tpl));
    }

    private static Map<String, String> press(String phone, String tpl) {
        return Map.of("mobile_phone", phone, "tpl", tpl);
    }

    private static Map<String, String> form(String phone, String typed, String id) {
        Map<String, String> form = new LinkedHashMap<>(press(phone, "register"));
        form.put("captcha", typed);
        form.put("captcha_id", id);
        return form;
    }

    private static Map<String, String> to(Map<String, String> form, String phone) {
        Map<String, String> other = new LinkedHashMap<>(form);
        other.put("mobile_phone", phone);
        return other;
    }

    /** The button pressed with a picture that this browser has just been shown, rightly read. */
    private Map<String, String> read(Browser browser, String phone) {
        browser.get("/image/code?id=form1");
        return form(phone, door.captcha("form1"), "form1");
    }
}
