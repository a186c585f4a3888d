package dev.menshen.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.RawClient;
import dev.menshen.TestDoor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When something breaks, the answer says nothing of it but a number, under which the log has the rest, and safely. */
class BrokenTest {

    private static final String PHONE = "13800138000";
    private static final Pattern LOG_LINE =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}[+-]\\d\\d:\\d\\d [A-Z]+ .*");
    private static final Pattern STACK =
            Pattern.compile("\\s+at .*|\\s+\\.\\.\\. \\d+ more|(Caused by: )?[\\w.$]+(Exception|Error)\\b.*");
    private static final Pattern REFERENCE = Pattern.compile("\"reference\":\"([\\w-]+)\"");

    /** A line break, a terminal's escape (one of seven bits and one of eight), what some readers take for a line's end. */
    private static final String INJECTION =
            "x\r\n2026-01-01T00:00:00.000+00:00 INFO menshen - forged \u001b[2J\u009b2J\u0085\u2028\u2029 %n {} ${x}";

    private final PrintStream before = TestDoor.standardError();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.setErr(before);
        before.print(log.toString(StandardCharsets.UTF_8));
    }

    @Test
    void whoeverMeetsABreakLearnsANumberAndNothingElse() throws SQLException {
        try (TestDoor door = TestDoor.open("captcha", "off")) {
            Browser member = People.member(door, "alice", PHONE);
            breakTheTables(door);
            List<Browser.Answer> answers = List.of(
                    member.post("/register", People.form("bob", "13900139000")),
                    door.browser().asScript().post("/login", Map.of("username", "bob", "password", People.PASSWORD)),
                    door.browser().asScript().post("/send/sms", Map.of("mobile_phone", PHONE, "tpl", "login")));
            for (Browser.Answer answer : answers) {
                assertThat(answer.status()).isEqualTo(500);
                var matcher = REFERENCE.matcher(answer.body());
                assertThat(matcher.find()).as(answer.body()).isTrue();
                assertThat(answer.json().keySet()).containsExactlyInAnyOrder("status", "error", "reference");
                assertThat(answer.body())
                        .doesNotContainIgnoringCase("sql")
                        .doesNotContain("Exception", "account", "dev.menshen");
                assertThat(logged()).contains("reference " + matcher.group(1)).contains("at dev.menshen.");
            }
            Browser.Answer page = door.browser().post("/login", Map.of("username", "bob", "password", People.PASSWORD));
            assertThat(page.status()).isEqualTo(500);
            assertThat(page.body())
                    .contains("</html>")
                    .doesNotContainIgnoringCase("sql")
                    .doesNotContain("Exception", "dev.menshen");
            assertThat(logged()).doesNotContain("bob", "13900139000", PHONE, People.PASSWORD);
        }
    }

    @Test
    void nothingSentMakesALineOfItsOwnOrAControlCharacterInTheLog() throws SQLException {
        try (TestDoor door = TestDoor.open("captcha", "off")) {
            People.register(door, "alice", PHONE);
            String encoded = URLEncoder.encode(INJECTION, StandardCharsets.UTF_8);
            String raw = INJECTION.replaceAll("[\r\n]", "");
            for (int round = 0; round < 2; round++) {
                for (String text : List.of(INJECTION, "x".repeat(10_000), INJECTION + "x".repeat(10_000))) {
                    for (String path : List.of("/login", "/register", "/login/sms", "/send/sms", "/logout")) {
                        door.browser()
                                .post(
                                        path,
                                        Map.of(
                                                "username",
                                                text,
                                                "password",
                                                text,
                                                "mobile_phone",
                                                text,
                                                "code",
                                                text,
                                                "tpl",
                                                text,
                                                "next",
                                                text,
                                                "email",
                                                text,
                                                "confirm_password",
                                                text));
                    }
                }
                door.browser().post("/login", Map.of("username", "alice", "password", People.PASSWORD));
                for (String request : List.of(
                        "GET /" + encoded + " HTTP/1.1\r\nHost: a\r\n",
                        "GET /login?next=" + encoded + "&lang=" + encoded + " HTTP/1.1\r\nHost: a\r\n",
                        "GET /" + raw.replace(' ', '+') + " HTTP/1.1\r\nHost: a\r\n",
                        "POST /logout HTTP/1.1\r\nHost: " + raw + "\r\n",
                        "POST /logout HTTP/1.1\r\nHost: a\u0085b\u009b2J\r\n",
                        "POST /logout HTTP/1.1\r\nHost: a\r\nHost: \u0085b\u009b2J\r\n",
                        "POST /logout HTTP/1.1\r\nHost: a\r\nOrigin: http://\u0085\u009b2J" + "x".repeat(5000) + "\r\n",
                        "POST /logout HTTP/1.1\r\nHost: a\r\nUser-Agent: \u0085\u009b2J" + "x".repeat(5000)
                                + "\r\nSec-Fetch-Site: cross-site\r\n",
                        "POST /logout HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: \u0085\u009b2J\r\nSec-Fetch-Site: \u0085\u009b2J\r\n",
                        "\u0085\u009b2J / HTTP/1.1\r\nHost: a\r\n",
                        "GET / HTTP/1.1\r\nHost: a\r\nCookie: menshen=\u0085\u009b2J; menshen_lang=\u0085\r\n")) {
                    RawClient.ask(door.uri(), request + "Connection: close\r\nContent-Length: 0\r\n\r\n");
                }
                breakTheTables(door);
            }
        }
        assertThat(logged()).contains("reference ");
        logged().lines().forEach(line -> {
            assertThat(line)
                    .matches(one -> LOG_LINE.matcher(one).matches()
                            || STACK.matcher(one).matches());
            assertThat(line)
                    .doesNotStartWith("2026-01-01")
                    .doesNotContainPattern("[\\x00-\\x08\\x0b-\\x1f\\x7f\\x80-\\x9f\\u2028\\u2029]");
            assertThat(line).hasSizeLessThan(2000);
        });
    }

    /** Somebody has taken a table away; what that raises is no trouble of the storage, which would be told as such. */
    private static void breakTheTables(TestDoor door) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection("jdbc:sqlite:" + door.data().resolve("menshen.db"))) {
            connection.createStatement().execute("PRAGMA busy_timeout = 5000");
            connection.createStatement().execute("DROP TABLE IF EXISTS gone");
            connection.createStatement().execute("CREATE TABLE IF NOT EXISTS account (id INTEGER)");
            connection.createStatement().execute("ALTER TABLE account RENAME TO gone");
        }
    }

    private String logged() {
        return log.toString(StandardCharsets.UTF_8);
    }
}
