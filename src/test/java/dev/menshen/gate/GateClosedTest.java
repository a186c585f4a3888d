package dev.menshen.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.Browser.Answer;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.store.RedisProcess;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the gate says while something it needs is broken: never yes, and soon. */
class GateClosedTest {

    @Test
    void withoutRedisNobodyIsLetOn() throws IOException {
        RedisProcess redis = RedisProcess.start();
        try (TestDoor door = TestDoor.open("redis", redis.url())) {
            Browser alice = People.member(door, "alice", "13800138000");
            assertThat(asked(alice).get("/gate/nginx").status()).isEqualTo(200);
            redis.close();
            long before = System.nanoTime();
            for (String path : List.of("/gate/nginx", "/gate/forward")) {
                refused(asked(alice).get(path), 503);
            }
            assertThat(System.nanoTime() - before).isLessThan(6_000_000_000L);
        }
    }

    @Test
    void withBrokenTablesNobodyIsLetOnWhoIsNotKnownYet() throws SQLException {
        try (TestDoor door = TestDoor.open()) {
            Browser alice = People.member(door, "alice", "13800138000");
            try (Connection connection =
                    DriverManager.getConnection("jdbc:sqlite:" + door.data().resolve("menshen.db"))) {
                connection.createStatement().execute("ALTER TABLE account_group RENAME TO elsewhere");
            }
            for (String path : List.of("/gate/nginx", "/gate/forward")) {
                refused(asked(alice).get(path), 500);
            }
            try (Connection connection =
                    DriverManager.getConnection("jdbc:sqlite:" + door.data().resolve("menshen.db"))) {
                connection.createStatement().execute("ALTER TABLE elsewhere RENAME TO account_group");
            }
            assertThat(asked(alice).get("/gate/nginx").header("remote-user")).hasValue("alice");
        }
    }

    @Test
    void whoeverIsKnownAlreadyIsLetOnThoughTheAccountsCannotBeRead() throws SQLException {
        try (TestDoor door = TestDoor.open()) {
            Browser alice = asked(People.member(door, "alice", "13800138000"));
            Browser bob = asked(People.member(door, "bob", "13900139000"));
            assertThat(alice.get("/gate/nginx").status()).isEqualTo(200);
            try (Connection connection =
                    DriverManager.getConnection("jdbc:sqlite:" + door.data().resolve("menshen.db"))) {
                for (String table : List.of("account", "account_group", "kept_entry")) {
                    connection.createStatement().execute("ALTER TABLE " + table + " RENAME TO gone_" + table);
                }
            }
            for (String path : List.of("/gate/nginx", "/gate/forward")) {
                Answer let = alice.get(path);
                assertThat(let.status()).as(path).isEqualTo(200);
                assertThat(let.header("remote-user")).hasValue("alice");
                refused(bob.get(path), 500);
            }
        }
    }

    private static void refused(Answer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("remote-user")).hasValue("");
        assertThat(answer.body()).doesNotContain("alice");
    }

    private static Browser asked(Browser browser) {
        return browser.with("X-Original-Method", "GET")
                .with("X-Original-URL", "http://127.0.0.1:3000/")
                .with("X-Forwarded-Method", "GET")
                .with("X-Forwarded-Proto", "http")
                .with("X-Forwarded-Host", "127.0.0.1:3000")
                .with("X-Forwarded-Uri", "/");
    }
}
