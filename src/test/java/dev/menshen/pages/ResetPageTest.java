package dev.menshen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.audit.Book;
import dev.menshen.store.HandClock;
import dev.menshen.store.Race;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResetPageTest {

    private static final String PHONE = "13800138000";
    private static final String OTHER_PHONE = "13900139000";
    private static final String NEW = "a wholly new 密码 battery";

    private final HandClock clock = new HandClock();
    private TestDoor door;
    private Browser browser;

    @BeforeEach
    void open() {
        door = TestDoor.open(clock, "captcha", "off");
        People.register(door, "alice.liddell", PHONE);
        browser = door.browser().asScript();
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void aForgottenPasswordIsReplacedAndNobodyIsSignedInByIt() {
        Browser.Answer answer = browser.post("/reset", form(PHONE, sent(browser, "reset", PHONE), NEW));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data()).isEqualTo("/login");
        assertThat(browser.cookie("menshen")).isEmpty();
        assertThat(browser.get("/session/me").status()).isEqualTo(401);
        assertThat(signIn(door.browser(), People.PASSWORD).badFields()).containsExactly("password");
        assertThat(signIn(door.browser(), NEW).status()).isEqualTo(200);
    }

    @Test
    void everySessionEndsAndNoBrowserIsKnownAnyMore() {
        Browser known = door.browser();
        Browser remembered = door.browser().asScript();
        assertThat(signIn(known, People.PASSWORD).status()).isEqualTo(200);
        Map<String, String> login = login(People.PASSWORD);
        login.put("remember", "on");
        assertThat(remembered.post("/login", login).status()).isEqualTo(200);
        browser.post("/reset", form(PHONE, sent(browser, "reset", PHONE), NEW));
        assertThat(List.of(known, remembered))
                .allMatch(one -> one.get("/session/me").status() == 401);
        for (int i = 0; i < 5; i++) {
            assertThat(signIn(door.browser(), "guess number " + i).status()).isEqualTo(422);
        }
        assertThat(signIn(known, NEW).status())
                .as("what it was let in by is not good any more, so it waits like anybody")
                .isEqualTo(429);
    }

    @Test
    void aPasswordThatWasClosedIsOpenAgain() {
        for (int i = 0; i < 100; i++) {
            clock.pass(Duration.ofMinutes(61));
            assertThat(signIn(door.browser(), "guess number " + i).status()).isEqualTo(422);
        }
        clock.pass(Duration.ofDays(2));
        assertThat(signIn(from("10.0.0.9"), People.PASSWORD).status()).isEqualTo(429);
        assertThat(browser.post("/reset", form(PHONE, sent(browser, "reset", PHONE), NEW))
                        .status())
                .isEqualTo(200);
        assertThat(signIn(from("10.0.0.9"), NEW).status()).isEqualTo(200);
    }

    @Test
    void allThatIsWrongIsNamedAtOnceAndCostsTheCodeNothing() {
        assertThat(browser.post("/reset", Map.of()).badFields())
                .containsExactlyInAnyOrder("mobile_phone", "code", "password", "confirm_password");
        String code = sent(browser, "reset", PHONE);
        Map<String, String> bad = form(PHONE, notThe(code, 0), "short");
        bad.put("confirm_password", "other");
        for (int i = 0; i < 6; i++) {
            assertThat(browser.post("/reset", bad).badFields()).containsExactly("password");
        }
        for (String refused : List.of("short", "qwertyuiop", PHONE, "x".repeat(129))) {
            assertThat(browser.post("/reset", form(PHONE, code, refused)).badFields())
                    .as(refused)
                    .containsExactly("password");
        }
        Map<String, String> differing = form(PHONE, code, NEW);
        differing.put("confirm_password", NEW + "!");
        assertThat(browser.post("/reset", differing).badFields()).containsExactly("confirm_password");
        assertThat(browser.post("/reset", form(PHONE, code, NEW)).status())
                .as("the code is still good")
                .isEqualTo(200);
    }

    @Test
    void whatOnlyTheOwnerShouldKnowIsToldOnlyToOneWhoHasTheCodeWhichStaysGood() {
        String code = sent(browser, "reset", PHONE);
        for (String own : List.of("Alice.Liddell", "mail" + PHONE, "mail" + PHONE + "@example.lan")) {
            assertThat(browser.post("/reset", form(PHONE, notThe(code, 0), own)).badFields())
                    .as("without the code: %s", own)
                    .containsExactly("code");
            assertThat(browser.post("/reset", form(PHONE, code, own)).badFields())
                    .as("with the code: %s", own)
                    .containsExactly("password");
        }
        assertThat(browser.post("/reset", form(PHONE, code, NEW)).status()).isEqualTo(200);
    }

    @Test
    void fiveWrongTriesSpoilTheCodeAndNothingIsChanged() {
        String code = sent(browser, "reset", PHONE);
        for (int i = 0; i < 5; i++) {
            assertThat(browser.post("/reset", form(PHONE, notThe(code, i), NEW)).badFields())
                    .containsExactly("code");
        }
        assertThat(browser.post("/reset", form(PHONE, code, NEW)).badFields()).containsExactly("code");
        assertThat(signIn(from("10.0.0.9"), People.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void aCodeForSomethingElseSetsNoPasswordAndOneForThisOpensNothingElse() {
        for (String tpl : List.of("login", "register")) {
            String code = sent(browser, tpl, PHONE);
            assertThat(browser.post("/reset", form(PHONE, code, NEW)).badFields())
                    .as(tpl)
                    .containsExactly("code");
            clock.pass(Duration.ofMinutes(6));
        }
        String code = sent(browser, "reset", PHONE);
        assertThat(browser.post("/login/sms", Map.of("mobile_phone", PHONE, "code", code))
                        .badFields())
                .containsExactly("code");
        try (TestDoor careful = TestDoor.open("register-sms", "on")) {
            Browser newcomer = careful.browser().asScript();
            assertThat(newcomer.post("/send/sms", Map.of("mobile_phone", PHONE, "tpl", "reset"))
                            .status())
                    .isEqualTo(200);
            assertThat(careful.texts()).as("nobody has this phone there").isZero();
        }
        assertThat(signIn(door.browser(), People.PASSWORD).status()).isEqualTo(200);
        assertThat(browser.post("/reset", form(PHONE, code, NEW)).status()).isEqualTo(200);
    }

    @Test
    void ofFiftyUsesAtOnceOneSetsThePassword() throws Exception {
        String code = sent(browser, "reset", PHONE);
        TestDoor open = door;
        List<Browser.Answer> answers =
                Race.of(50, i -> open.browser().asScript().post("/reset", form(PHONE, code, NEW + i)));
        assertThat(answers).allMatch(answer -> List.of(200, 422, 503).contains(answer.status()));
        List<Integer> winners = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            if (answers.get(i).status() == 200) {
                winners.add(i);
            }
        }
        assertThat(winners).hasSize(1);
        assertThat(signIn(from("10.0.0.9"), NEW + winners.get(0)).status()).isEqualTo(200);
        assertThat(browser.post("/reset", form(PHONE, code, NEW)).badFields()).containsExactly("code");
    }

    @Test
    void aCodeIsVoidOnceThePasswordWasChangedOrANewerOneWasSent() {
        String stolen = sent(browser, "reset", PHONE);
        clock.pass(Duration.ofSeconds(61));
        String newer = sent(browser, "reset", PHONE);
        if (!stolen.equals(newer)) {
            assertThat(browser.post("/reset", form(PHONE, stolen, NEW)).badFields())
                    .containsExactly("code");
        }
        Browser owner = door.browser();
        signIn(owner, People.PASSWORD);
        Map<String, String> change =
                Map.of("old_password", People.PASSWORD, "password", "a newer 电池", "confirm_password", "a newer 电池");
        assertThat(owner.post("/account/password", change).status()).isEqualTo(200);
        assertThat(browser.post("/reset", form(PHONE, newer, NEW)).badFields()).containsExactly("code");
        assertThat(signIn(door.browser(), "a newer 电池").status()).isEqualTo(200);
        clock.pass(Duration.ofSeconds(61));
        String late = sent(browser, "reset", PHONE);
        clock.pass(Duration.ofMinutes(5).plusSeconds(1));
        assertThat(browser.post("/reset", form(PHONE, late, NEW)).badFields()).containsExactly("code");
    }

    @Test
    void aHundredWishesForOnePhoneAreFewTextsAndLockNobodyOut() {
        Browser owner = door.browser();
        signIn(owner, People.PASSWORD);
        int sent = 0;
        for (int i = 0; i < 100; i++) {
            Browser.Answer answer =
                    from("10.1.0." + i).asScript().post("/send/sms", Map.of("mobile_phone", PHONE, "tpl", "reset"));
            assertThat(answer.status()).isIn(200, 429);
            if (answer.status() == 200) {
                sent++;
            } else {
                assertThat(answer.header("Retry-After")).isPresent();
            }
            clock.pass(Duration.ofSeconds(30));
        }
        assertThat(sent).isEqualTo(5);
        assertThat(door.texts()).isEqualTo(5);
        assertThat(owner.get("/session/me").status()).isEqualTo(200);
        assertThat(signIn(from("10.0.0.9"), People.PASSWORD).status()).isEqualTo(200);
        assertThat(signIn(owner, People.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void nobodySkipsTheCode() {
        People.register(door, "bobby", OTHER_PHONE);
        Map<String, String> without = form(PHONE, "", NEW);
        assertThat(browser.post("/reset", without).badFields()).containsExactly("code");
        without.remove("code");
        assertThat(browser.post("/reset", without).badFields()).containsExactly("code");
        for (String made : List.of("000000", "null", "-1", "true")) {
            assertThat(browser.post("/reset", form(PHONE, made, NEW)).badFields())
                    .as(made)
                    .containsExactly("code");
        }
        String bobs = sent(browser, "reset", OTHER_PHONE);
        assertThat(browser.post("/reset", form(PHONE, bobs, NEW)).badFields()).containsExactly("code");
        assertThat(browser.post(
                                "/reset?code=" + bobs + "&mobile_phone=" + OTHER_PHONE,
                                Map.of("password", NEW, "confirm_password", NEW))
                        .badFields())
                .containsExactlyInAnyOrder("mobile_phone", "code");
        assertThat(signIn(door.browser(), People.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void anAccountThatIsNotOpenIsAsGoodAsNone() throws SQLException {
        String code = sent(browser, "reset", PHONE);
        String hash = sql("SELECT password FROM account");
        sql("UPDATE account SET state = 'disabled' RETURNING id");
        assertThat(browser.post("/reset", form(PHONE, code, NEW)).body())
                .as("the right code, and the answer of a wrong one")
                .isEqualTo(browser.post("/reset", form(OTHER_PHONE, code, NEW)).body());
        clock.pass(Duration.ofSeconds(61));
        assertThat(browser.post("/send/sms", Map.of("mobile_phone", PHONE, "tpl", "reset"))
                        .status())
                .isEqualTo(200);
        assertThat(door.texts()).isEqualTo(1);
        assertThat(sql("SELECT password FROM account")).isEqualTo(hash);
    }

    @Test
    void aFriendlyHouseTellsWhoIsUnknown() {
        try (TestDoor friendly = TestDoor.open("hide-accounts", "off")) {
            Browser.Answer answer =
                    friendly.browser().asScript().post("/send/sms", Map.of("mobile_phone", PHONE, "tpl", "reset"));
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.badFields()).containsExactly("mobile_phone");
        }
    }

    @Test
    void withoutJavaScriptThePageLeadsFromSigningInToSigningIn() {
        browser.with("Accept", "text/html").visit("/login?lang=en").sees("href=\"/reset\"");
        browser.visit("/reset").sees("autocomplete=\"one-time-code\"").sees("autocomplete=\"new-password\"");
        Map<String, String> press = Map.of("mobile_phone", PHONE, "tpl", "reset", "code", "", "password", NEW);
        Browser.Answer pressed = browser.post("/send/sms", press);
        assertThat(pressed.status()).isEqualTo(303);
        assertThat(pressed.header("location")).contains("/reset");
        browser.visit("/reset")
                .sees("value=\"" + PHONE + "\"")
                .sees("data-wait=\"60\"")
                .seesNo(NEW);
        browser.fill("mobile_phone", PHONE)
                .fill("code", notThe(door.code("+86" + PHONE), 0))
                .fill("password", NEW)
                .fill("confirm_password", NEW)
                .submit("/reset");
        assertThat(browser.page().status()).isEqualTo(422);
        browser.sees("This code is wrong or has run out")
                .sees("value=\"" + PHONE + "\"")
                .seesNo(NEW);
        browser.fill("mobile_phone", PHONE)
                .fill("code", door.code("+86" + PHONE))
                .fill("password", NEW)
                .fill("confirm_password", NEW)
                .submit("/reset");
        assertThat(browser.path()).isEqualTo("/login");
        browser.sees("Your new password is set");
    }

    @Test
    void whoIsSignedInMayForgetThePasswordTooAndOwnSessionEnds() {
        assertThat(signIn(browser, People.PASSWORD).status()).isEqualTo(200);
        assertThat(browser.get("/reset").status()).isEqualTo(200);
        String code = sent(browser, "reset", PHONE);
        assertThat(browser.post("/reset", form(PHONE, code, NEW)).data()).isEqualTo("/login");
        assertThat(browser.get("/session/me").status()).isEqualTo(401);
    }

    @Test
    void eachIsAnEventWithItsReason() {
        String code = sent(browser, "reset", PHONE);
        browser.post("/reset", form(PHONE, notThe(code, 0), NEW));
        browser.post("/reset", form(OTHER_PHONE, code, NEW));
        browser.post("/reset", form(PHONE, code, NEW));
        List<String> rows = Book.closed(door);
        assertThat(rows)
                .contains(
                        "reset-refused 1 alice.liddell sms-code 127.0.0.1 wrong-sms-code 1",
                        "password-reset 1 alice.liddell sms-code 127.0.0.1  1")
                .noneMatch(row -> row.contains(code) || row.contains(OTHER_PHONE) || row.contains(NEW));
        assertThat(rows.stream().map(row -> row.replaceAll("#[0-9a-f]{6}", "")))
                .contains("reset-refused - unknown sms-code 127.0.0.1 wrong-sms-code 1");
    }

    private String sent(Browser by, String tpl, String phone) {
        Browser.Answer answer = by.post("/send/sms", Map.of("mobile_phone", phone, "tpl", tpl));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return door.code("+86" + phone);
    }

    private static String notThe(String code, int i) {
        return String.format("%06d", (Integer.parseInt(code) + 1 + i) % 1_000_000);
    }

    private static Map<String, String> form(String phone, String code, String password) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("mobile_phone", phone);
        form.put("code", code);
        form.put("password", password);
        form.put("confirm_password", password);
        return form;
    }

    private Browser from(String address) {
        return door.browser().with("X-Forwarded-For", address);
    }

    private static Browser.Answer signIn(Browser by, String password) {
        return by.asScript().post("/login", login(password));
    }

    private static Map<String, String> login(String password) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("username", "alice.liddell");
        form.put("password", password);
        return form;
    }

    /** Runs this in the door's database; returns the first row's first column. */
    private String sql(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + door.data().resolve("menshen.db"));
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
        }
    }
}
