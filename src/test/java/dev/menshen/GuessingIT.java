package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Guessing at the jar itself, over its sudden end. */
class GuessingIT {

    private static final Map<String, String> WRONG = Map.of("username", "alice", "password", "not the password");

    @Test
    void aRowOfFailuresOutlivesAKill() throws Exception {
        Path folder = TestDoor.newFolder();
        try (JarProcess door = JarProcess.open(folder, "--captcha", "off")) {
            door.browser().asScript().post("/register", People.form("alice", "13800138000"));
            for (int i = 0; i < 5; i++) {
                assertThat(door.browser().asScript().post("/login", WRONG).status())
                        .isEqualTo(422);
            }
            awaitRow(folder.resolve("data/menshen.db"));
            door.kill();
        }
        try (JarProcess door = JarProcess.open(folder, "--captcha", "off")) {
            assertThat(door.browser().asScript().post("/login", WRONG).status()).isEqualTo(429);
            assertThat(door.browser()
                            .asScript()
                            .post("/login", Map.of("username", "alice", "password", People.PASSWORD))
                            .status())
                    .isEqualTo(429);
        }
    }

    /** Failures reach the disk within a second or two. */
    private static void awaitRow(Path database) throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!isThere(database)) {
            assertThat(System.nanoTime()).as("failures are not written").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static boolean isThere(Path database) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT count(*) FROM kept_entry WHERE store = 'guess' AND key LIKE 'here:%' AND value = '5'")) {
            return rows.getLong(1) == 1;
        }
    }
}
