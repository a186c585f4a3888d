package dev.menshen;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.store.RedisProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** That the search for secrets, which ends every test at a door, finds what it looks for. */
class CanariesTest {

    private static final String PHONE = "13800138000";

    @Test
    void aPasswordInTheLogIsFound() {
        TestDoor door = TestDoor.open();
        Map<String, String> form = People.form("alice", PHONE);
        form.put("password", "a planted password");
        door.browser().asScript().post("/register", form);
        LoggerFactory.getLogger("menshen").warn("planted: {}", form);
        assertThatThrownBy(door::close).hasMessageContaining("a planted password in the log");
    }

    @Test
    void aCookieACodeAndAnAnswerInTheLogAreFound() {
        for (String kind : new String[] {"cookie", "code", "answer", "digits"}) {
            TestDoor door = TestDoor.open();
            Browser browser = People.member(door, "alice", PHONE);
            browser.get("/image/code?id=x");
            browser.get("/audio/code?id=y");
            browser.post("/send/sms", Map.of("mobile_phone", PHONE, "tpl", "login"));
            String secret = switch (kind) {
                case "cookie" -> browser.cookie("menshen").orElseThrow();
                case "code" -> door.code("+86" + PHONE);
                case "answer" -> door.captcha("x");
                default -> door.captcha("y");
            };
            LoggerFactory.getLogger("menshen").warn("planted {}={};", kind, secret);
            assertThatThrownBy(door::close).as(kind).hasMessageContaining(secret + " in the log");
        }
    }

    @Test
    void aTokenInTheDatabaseIsFound() throws SQLException {
        TestDoor door = TestDoor.open();
        String token = People.member(door, "alice", PHONE).cookie("menshen").orElseThrow();
        try (Connection connection =
                DriverManager.getConnection("jdbc:sqlite:" + door.data().resolve("menshen.db"))) {
            connection.createStatement().execute("CREATE TABLE planted (name TEXT, token TEXT)");
            connection.createStatement().execute("INSERT INTO planted VALUES ('alice', '" + token + "')");
        }
        assertThatThrownBy(door::close).hasMessageContaining(token + " in menshen.db");
    }

    @Test
    void aPasswordInAFileIsFound() throws IOException {
        TestDoor door = TestDoor.open(TestDoor.newFolder(), InstantSource.system());
        People.register(door, "alice", PHONE);
        Files.writeString(door.data().resolve("planted"), "x" + People.PASSWORD, StandardCharsets.UTF_8);
        assertThatThrownBy(door::close).hasMessageContaining(" in planted");
    }

    @Test
    void aCodeInRedisIsFound() throws IOException {
        try (RedisProcess redis = RedisProcess.start()) {
            TestDoor door = TestDoor.open("redis", redis.url());
            People.register(door, "alice", PHONE);
            door.browser().asScript().post("/send/sms", Map.of("mobile_phone", PHONE, "tpl", "login"));
            String code = door.code("+86" + PHONE);
            redis.client().hset("planted", "code", code);
            assertThatThrownBy(door::close).hasMessageContaining(code + " in Redis");
        }
    }
}
