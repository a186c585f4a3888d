package dev.menshen.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.audit.Book;
import dev.menshen.store.HandClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each way through the door leaves in the log and in the database. */
class AuditTrailTest {

    private static final String PHONE = "13800138000";

    private final PrintStream before = TestDoor.standardError();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(log, true, UTF_8));
    }

    @AfterEach
    void listenNoMore() {
        System.setErr(before);
    }

    private Stream<String> lines() {
        return log.toString(UTF_8).lines().filter(line -> line.contains(" INFO menshen.audit - "));
    }

    private static List<String> rows(TestDoor door, String about) {
        return Book.closed(door).stream()
                .filter(row -> row.startsWith(about))
                .map(row -> row.replaceAll("unknown#[0-9a-f]{6}", "stranger"))
                .toList();
    }

    @Test
    void aRegistrationIsARowAndALine() {
        TestDoor door = TestDoor.open();
        People.register(door, "王小明", PHONE);
        assertThat(lines())
                .singleElement()
                .asString()
                .contains(" event=registered address=127.0.0.1 method=- account=1 ", "name=\"王小明\"");
        assertThat(rows(door, "")).containsExactly("registered 1 王小明 - 127.0.0.1  1");
    }

    @Test
    void aRegistrationAndItsEventAreBothThereOrNeither() throws SQLException {
        TestDoor door = TestDoor.open();
        sql(door, "DROP TABLE audit_event");
        assertThat(door.browser()
                        .asScript()
                        .post("/register", People.form("alice", PHONE))
                        .status())
                .isEqualTo(500);
        assertThat(number(door, "SELECT count(*) FROM account")).isZero();
        assertThat(lines()).isEmpty();
        door.close();
    }

    @Test
    void aRefusedRegistrationIsAnEventWithItsReason() {
        TestDoor door = TestDoor.open("register-sms", "on");
        Browser browser = door.browser().asScript();
        browser.post("/send/sms", Map.of("mobile_phone", PHONE, "tpl", "register"));
        Map<String, String> form = new HashMap<>(People.form("alice", PHONE));
        String code = door.code("+86" + PHONE);
        form.put("code", code.equals("000000") ? "111111" : "000000");
        browser.post("/register", form);
        form.put("code", code);
        browser.post("/register", form);
        browser.post("/register", form);
        assertThat(rows(door, "regist"))
                .containsExactlyInAnyOrder(
                        "registration-refused - - - 127.0.0.1 wrong-code 1",
                        "registered 1 alice sms-code 127.0.0.1  1",
                        "registration-refused - - - 127.0.0.1 taken-username-email-phone 1");
    }

    @Test
    void aClosedDoorTellsOfWhoWantedToRegister() {
        TestDoor door = TestDoor.open("registration", "closed");
        door.browser().asScript().post("/register", People.form("alice", PHONE));
        assertThat(rows(door, "")).containsExactly("registration-refused - - - 127.0.0.1 closed 1");
    }

    @Test
    void everyWishForACodeIsAnEvent() {
        TestDoor door = TestDoor.open();
        People.register(door, "alice", PHONE);
        Browser browser = door.browser().asScript();
        for (String phone : List.of(PHONE, PHONE, "13800138001")) {
            browser.post("/send/sms", Map.of("mobile_phone", phone, "tpl", "login"));
        }
        browser.post("/send/sms", Map.of("mobile_phone", "13800138002", "tpl", "register"));
        assertThat(rows(door, "code"))
                .containsExactly(
                        "code-sent 1 alice - 127.0.0.1 login 1",
                        "code-refused 1 alice - 127.0.0.1 login limit-phone 1",
                        "code-refused - stranger - 127.0.0.1 login unknown-phone 1",
                        "code-sent - stranger - 127.0.0.1 register 1");
    }

    @Test
    void everySignInByPasswordGoodOrBadIsAnEventWithItsReason() {
        TestDoor door = TestDoor.open("captcha", "adaptive");
        People.register(door, "alice", PHONE);
        tries(door, "alice", "not the password");
        tries(door, "nobody.here", "not the password");
        tries(door, "alice", People.PASSWORD);
        Browser browser = door.browser().asScript();
        Map<String, String> misread = People.login(door, browser, "alice", People.PASSWORD);
        misread.put("code", "00000");
        browser.post("/login", misread);
        Map<String, String> remembered = People.login(door, browser, "alice", People.PASSWORD);
        remembered.put("remember", "on");
        assertThat(browser.post("/login", remembered).status()).isEqualTo(200);
        assertThat(rows(door, "sign-in"))
                .containsExactlyInAnyOrder(
                        "sign-in-failed 1 alice password 127.0.0.1 wrong-password 1",
                        "sign-in-failed - stranger password 127.0.0.1 wrong-password 1",
                        "sign-in-refused 1 alice password 127.0.0.1 picture-due 1",
                        "sign-in-refused 1 alice password 127.0.0.1 picture-misread 1",
                        "sign-in 1 alice password 127.0.0.1 remembered 1");
    }

    @Test
    void tooManyTriesAndTheHundredthAreEvents() {
        HandClock clock = new HandClock();
        TestDoor door = TestDoor.open(clock, "captcha", "off");
        People.register(door, "alice", PHONE);
        for (int i = 0; i < 100; i++) {
            assertThat(tries(door, "alice", "not the password").status()).isEqualTo(422);
            if (i == 4) {
                assertThat(tries(door, "alice", People.PASSWORD).status()).isEqualTo(429);
            }
            clock.pass(Duration.ofMinutes(61));
        }
        assertThat(tries(door, "alice", People.PASSWORD).status()).isEqualTo(429);
        List<String> rows = rows(door, "");
        assertThat(rows)
                .contains(
                        "sign-in-refused 1 alice password 127.0.0.1 too-many 1",
                        "password-closed 1 alice password 127.0.0.1 wrong-password 1",
                        "sign-in-refused 1 alice password 127.0.0.1 password-closed 1");
        // Where they come so quickly that the book's minute does not end in between, some are one row with their count.
        assertThat(rows.stream()
                        .filter(row -> row.startsWith("sign-in-failed"))
                        .mapToLong(row -> Long.parseLong(row.substring(row.lastIndexOf(' ') + 1)))
                        .sum())
                .isEqualTo(100);
    }

    @Test
    void everySignInByCodeIsAnEvent() {
        TestDoor door = TestDoor.open();
        People.register(door, "alice", PHONE);
        Browser browser = door.browser().asScript();
        browser.post("/send/sms", Map.of("mobile_phone", PHONE, "tpl", "login"));
        String code = door.code("+86" + PHONE);
        browser.post("/login/sms", Map.of("mobile_phone", PHONE, "code", code.equals("000000") ? "111111" : "000000"));
        for (int i = 0; i < 2; i++) {
            door.browser().asScript().post("/login/sms", Map.of("mobile_phone", PHONE, "code", code));
        }
        assertThat(rows(door, "sign-in"))
                .containsExactlyInAnyOrder(
                        "sign-in-failed 1 alice sms-code 127.0.0.1 wrong-sms-code 1",
                        "sign-in 1 alice sms-code 127.0.0.1  1",
                        "sign-in-refused 1 alice sms-code 127.0.0.1 used-code 1");
    }

    @Test
    void aChangedPasswordIsAnEventAndSoIsOneThatWasNot() {
        TestDoor door = TestDoor.open();
        Browser alice = People.member(door, "alice", PHONE);
        for (String old : List.of("not the password", People.PASSWORD)) {
            Map<String, String> form =
                    Map.of("old_password", old, "password", "a newer 电池", "confirm_password", "a newer 电池");
            alice.post("/account/password", form);
        }
        assertThat(rows(door, "password"))
                .containsExactlyInAnyOrder(
                        "password-change-failed 1 alice password 127.0.0.1 wrong-password 1",
                        "password-changed 1 alice password 127.0.0.1  1");
        assertThat(lines().filter(line -> line.contains("event=password-changed ")))
                .hasSize(1);
    }

    private static Browser.Answer tries(TestDoor door, String name, String password) {
        return door.browser().asScript().post("/login", Map.of("username", name, "password", password));
    }

    @Test
    void signingOutIsAnEventOfTheOneWhoWasSignedIn() {
        TestDoor door = TestDoor.open();
        Browser alice = People.member(door, "alice", PHONE);
        alice.post("/logout", Map.of());
        alice.post("/logout", Map.of());
        People.signIn(door, alice, "alice");
        alice.post("/logout/all", Map.of());
        assertThat(rows(door, "sign-out"))
                .containsExactlyInAnyOrder(
                        "sign-out 1 alice session 127.0.0.1  1", "sign-out-everywhere 1 alice session 127.0.0.1  1");
    }

    @Test
    void aRequestFromAnotherSiteIsAnEvent() {
        TestDoor door = TestDoor.open("trusted-proxies", "127.0.0.1");
        door.browser()
                .asScript()
                .with("X-Forwarded-For", "10.1.2.3")
                .with("Origin", "https://evil.example")
                .post("/logout", Map.of());
        door.browser().asScript().with("X-HTTP-Method-Override", "POST").get("/login");
        assertThat(rows(door, ""))
                .containsExactly(
                        "request-refused - - - 10.1.2.3 cross-site 1",
                        "request-refused - - - 127.0.0.1 another-verb 1");
    }

    @Test
    void noSecretIsInAnyEvent() throws SQLException {
        TestDoor door = TestDoor.open("register-sms", "on");
        Browser browser = door.browser().asScript();
        browser.post("/send/sms", Map.of("mobile_phone", PHONE, "tpl", "register"));
        Map<String, String> form = new HashMap<>(People.form("alice", PHONE));
        String code = door.code("+86" + PHONE);
        form.put("code", code);
        browser.post("/register", form);
        browser.post("/register", form);
        People.signIn(door, browser, "alice");
        String session = browser.cookie("menshen").orElseThrow();
        browser.post("/login", People.login(door, browser, People.PASSWORD, People.PASSWORD));
        browser.post("/logout", Map.of());
        List<String> rows = Book.closed(door);
        assertThat(rows).hasSizeGreaterThan(3);
        for (String secret :
                List.of(People.PASSWORD, code, session, PHONE, "alice@example.lan", door.captcha("form1"))) {
            assertThat(rows).as(secret).noneMatch(row -> row.contains(secret));
            assertThat(log.toString(UTF_8)).doesNotContain(secret);
        }
    }

    private static void sql(TestDoor door, String sql) throws SQLException {
        try (Connection connection = connect(door);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(TestDoor door, String sql) throws SQLException {
        try (Connection connection = connect(door);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }

    private static Connection connect(TestDoor door) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + door.data().resolve("menshen.db"));
    }
}
