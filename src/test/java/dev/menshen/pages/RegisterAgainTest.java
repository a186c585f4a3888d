package dev.menshen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.audit.Book;
import dev.menshen.store.HandClock;
import dev.menshen.store.Race;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A registration whose answer was lost, and which is therefore sent once more (A118). */
class RegisterAgainTest {

    private static final String PHONE = "13800138000";
    private static final String OTHER_PHONE = "13900139000";
    private static final String OTHER_PASSWORD = "another battery 电池";

    private final HandClock clock = new HandClock();

    @Test
    void eachDrawingOfThePageHasATokenOfItsOwn() {
        try (TestDoor door = TestDoor.open()) {
            Browser browser = door.browser();
            String first = token(browser);
            assertThat(first).matches("[A-Za-z0-9_-]{43}");
            assertThat(token(browser)).isNotEqualTo(first);
            browser.fill("username", "x").fill("form_token", first).submit("/register");
            assertThat(browser.page().status()).isEqualTo(422);
            assertThat(browser.hidden("/register").get("form_token"))
                    .as("not what was sent")
                    .hasSize(43)
                    .isNotEqualTo(first);
        }
    }

    @Test
    void theSameFormSentTwiceGetsTheSameAnswerAndMakesOneAccount() {
        TestDoor door = TestDoor.open();
        Browser browser = door.browser().asScript();
        Map<String, String> form = form(door, "alice", PHONE);
        Browser.Answer first = browser.post("/register", form);
        Browser.Answer again = browser.post("/register", form);
        assertThat(first.status()).isEqualTo(200);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        Browser page = door.browser();
        assertThat(page.post("/register", form).header("location")).contains("/login");
        page.visit("/login").sees("alice");
        assertThat(Book.closed(door)).containsExactly("registered 1 alice - 127.0.0.1  1");
    }

    @Test
    void neitherAUsedCodeNorARestartSpoilsIt() {
        Path data = TestDoor.newFolder();
        Map<String, String> form;
        try (TestDoor door = TestDoor.open(data, clock, "register-sms", "on")) {
            Browser browser = door.browser().asScript();
            form = withCode(door, browser, form(door, "alice", PHONE));
            assertThat(browser.post("/register", form).status()).isEqualTo(200);
            assertThat(browser.post("/register", form).status()).isEqualTo(200);
        }
        clock.pass(Duration.ofDays(1));
        TestDoor door = TestDoor.open(data, clock, "register-sms", "on");
        Browser.Answer again = door.browser().asScript().post("/register", form);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.data()).isEqualTo("/login");
        assertThat(Book.closed(door))
                .filteredOn(row -> row.startsWith("regist"))
                .hasSize(1);
    }

    @Test
    void aButtonPressedManyTimesAtOnceMakesOneAccountAndEverybodyIsWelcome() throws Exception {
        TestDoor door = TestDoor.open("register-sms", "on");
        Map<String, String> form = withCode(door, door.browser().asScript(), form(door, "alice", PHONE));
        assertThat(Race.of(
                        5,
                        i -> door.browser().asScript().post("/register", form).status()))
                .containsOnly(200);
        assertThat(Book.closed(door))
                .filteredOn(row -> row.startsWith("regist"))
                .containsExactly("registered 1 alice sms-code 127.0.0.1  1");
    }

    @Test
    void aTokenWithOtherNamesOrAnotherPasswordTellsNoMoreThanNone() {
        for (String sms : List.of("off", "on")) {
            try (TestDoor door = TestDoor.open("register-sms", sms)) {
                Browser browser = door.browser().asScript();
                Map<String, String> form = form(door, "alice", PHONE);
                if (sms.equals("on")) {
                    withCode(door, browser, form);
                }
                assertThat(browser.post("/register", form).status()).isEqualTo(200);
                Map<String, String> others = Map.of(
                        "username",
                        "mallory",
                        "email",
                        "mallory@example.lan",
                        "mobile_phone",
                        OTHER_PHONE,
                        "password",
                        OTHER_PASSWORD);
                others.forEach((field, value) -> {
                    Map<String, String> other = new LinkedHashMap<>(form);
                    other.put(field, value);
                    other.put("confirm_password", other.get("password"));
                    other.put("code", wrong(form.getOrDefault("code", "123456")));
                    Map<String, String> without = new LinkedHashMap<>(other);
                    without.remove("form_token");
                    Browser.Answer plain = browser.post("/register", without);
                    assertThat(plain.status()).as("%s, sms %s", field, sms).isEqualTo(422);
                    assertThat(browser.post("/register", other).body())
                            .as("%s, sms %s", field, sms)
                            .isEqualTo(plain.body());
                });
                assertThat(browser.post("/register", form).status())
                        .as("the form itself")
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void whoHasSeenATokenGuessesThePasswordNoOftenerThanAtTheSignInPage() {
        TestDoor door = TestDoor.open(clock, "captcha", "off");
        Browser browser = door.browser().asScript();
        Map<String, String> form = form(door, "alice", PHONE);
        assertThat(browser.post("/register", form).status()).isEqualTo(200);
        for (int i = 0; i < 5; i++) {
            assertThat(browser.post("/register", with(form, "guess number " + i))
                            .badFields())
                    .containsExactlyInAnyOrder("username", "email", "mobile_phone");
        }
        assertThat(browser.post("/register", form).status())
                .as("the right one, which is not compared any more")
                .isEqualTo(422);
        Map<String, String> login = Map.of("username", "alice", "password", People.PASSWORD);
        assertThat(browser.post("/login", login).status())
                .as("one count for both")
                .isEqualTo(429);
        clock.pass(Duration.ofSeconds(31));
        assertThat(browser.post("/register", form).status()).isEqualTo(200);
        door.close();
    }

    @Test
    void badFieldsAreNamedWithATokenAsWithout() {
        try (TestDoor door = TestDoor.open()) {
            Browser browser = door.browser().asScript();
            Map<String, String> form = form(door, "alice", PHONE);
            assertThat(browser.post("/register", form).status()).isEqualTo(200);
            Map<String, String> bad = new LinkedHashMap<>(form);
            bad.put("email", "nowhere");
            bad.remove("confirm_password");
            assertThat(browser.post("/register", bad).badFields())
                    .containsExactlyInAnyOrder("email", "confirm_password");
        }
    }

    @Test
    void whatIsNoTokenIsAsNone() {
        try (TestDoor door = TestDoor.open()) {
            Browser browser = door.browser().asScript();
            String token = token(door.browser());
            int number = 0;
            List<String> none = List.of(
                    "form_token=",
                    "form_token=" + token + "x",
                    "form_token=" + token.substring(1),
                    "form_token=" + "%20".repeat(43),
                    "form_token=" + "%E4%B8%AD".repeat(43),
                    "form_token=" + "A".repeat(50_000),
                    "form_token=%zz" + token.substring(3),
                    "form_token=" + token + "&form_token=" + token,
                    "form_token%5B%5D=" + token);
            for (String bad : none) {
                Map<String, String> form = People.form("person" + number, "1380013800" + number++);
                String body = Browser.encoded(form) + "&" + bad;
                assertThat(post(browser, body).status()).as(bad).isEqualTo(200);
                assertThat(post(browser, body).badFields())
                        .as(bad)
                        .containsExactlyInAnyOrder("username", "email", "mobile_phone");
            }
        }
    }

    @Test
    void aTokenUsedForAnotherPersonTooIsTheFirstOnes() {
        try (TestDoor door = TestDoor.open()) {
            Browser browser = door.browser().asScript();
            Map<String, String> alice = form(door, "alice", PHONE);
            Map<String, String> bob = People.form("bob", OTHER_PHONE);
            bob.put("form_token", alice.get("form_token"));
            assertThat(browser.post("/register", alice).status()).isEqualTo(200);
            assertThat(browser.post("/register", bob).status()).isEqualTo(200);
            assertThat(browser.post("/register", alice).status()).isEqualTo(200);
            assertThat(browser.post("/register", bob).badFields())
                    .containsExactlyInAnyOrder("username", "email", "mobile_phone");
        }
    }

    @Test
    void theTokenItselfIsNotKept() {
        try (TestDoor door = TestDoor.open()) {
            Map<String, String> form = form(door, "alice", PHONE);
            // Demanded of every file when the door closes, as of the cookies.
            door.canaries().received("form_token=" + form.get("form_token"));
            assertThat(door.browser().asScript().post("/register", form).status())
                    .isEqualTo(200);
        }
    }

    private static Browser.Answer post(Browser browser, String body) {
        return browser.post("/register", "application/x-www-form-urlencoded", body);
    }

    private static String token(Browser browser) {
        return browser.visit("/register").hidden("/register").getOrDefault("form_token", "");
    }

    private static Map<String, String> form(TestDoor door, String name, String phone) {
        Map<String, String> form = People.form(name, phone);
        form.put("form_token", token(door.browser()));
        return form;
    }

    private static Map<String, String> with(Map<String, String> form, String password) {
        Map<String, String> other = new LinkedHashMap<>(form);
        other.put("password", password);
        other.put("confirm_password", password);
        return other;
    }

    private static Map<String, String> withCode(TestDoor door, Browser browser, Map<String, String> form) {
        String phone = form.get("mobile_phone");
        Browser.Answer sent = browser.post("/send/sms", Map.of("mobile_phone", phone, "tpl", "register"));
        assertThat(sent.status()).isEqualTo(200);
        form.put("code", door.code("+86" + phone));
        return form;
    }

    private static String wrong(String code) {
        return (code.charAt(0) == '9' ? '0' : '9') + code.substring(1);
    }
}
