package dev.menshen.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of the database while somebody writes, and its way back. */
class BackupTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:20:30Z");

    @TempDir
    Path folder;

    @Test
    void aCopyMadeWhileOthersWriteIsSoundAndHoldsAllThatWasAcknowledgedBefore() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger acknowledged = new AtomicInteger();
        CountDownLatch busy = new CountDownLatch(50);
        try (Database database = Database.open(url())) {
            Thread writer = new Thread(() -> {
                while (!done.get()) {
                    int next = acknowledged.get() + 1;
                    database.write(handle -> handle.execute(
                            "INSERT INTO kept_entry (store, key, value, expires_at) VALUES ('test', ?, 'x', 9999999999999)",
                            "key" + next));
                    acknowledged.set(next);
                    busy.countDown();
                }
            });
            writer.start();
            assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();
            for (int round = 0; round < 5; round++) {
                int before = acknowledged.get();
                Path copy = folder.resolve("copy" + round);
                new Backup(url()).make(copy);
                assertThat(number(copy, "SELECT count(*) FROM kept_entry")).isGreaterThanOrEqualTo(before);
                assertThat(text(copy, "PRAGMA integrity_check")).isEqualTo("ok");
            }
            done.set(true);
            writer.join();
        }
        assertThat(folder.resolve("copy0.part")).doesNotExist();
    }

    @Test
    void aCopyIsItsOwnersAloneAndReplacesNothing() throws IOException {
        Database.open(url()).close();
        Path copy = folder.resolve("copy");
        new Backup(url()).make(copy);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> new Backup(url()).make(copy))
                .isInstanceOf(CannotOpen.class)
                .hasMessageContaining("is there already");
        assertThatThrownBy(() -> new Backup(url()).make(folder.resolve("no/such/folder")))
                .isInstanceOf(CannotOpen.class)
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> new Backup("jdbc:sqlite:" + folder.resolve("none.db")).make(folder.resolve("x")))
                .isInstanceOf(CannotOpen.class)
                .hasMessageContaining("there is no database");
    }

    @Test
    void whatIsPutBackIsWhatWasCopiedWithNobodySignedIn() throws Exception {
        Path copy = folder.resolve("copy");
        try (Database database = Database.open(url())) {
            account(database, "alice");
            kept(database, "session");
            kept(database, "guess");
            new Backup(url()).make(copy);
            account(database, "bob");
            assertThatThrownBy(() -> new Backup(url()).putBack(copy, NOW)).isInstanceOf(InUse.class);
        }
        Path kept = new Backup(url()).putBack(copy, NOW);
        assertThat(kept.getFileName()).hasToString("menshen.db.before-20261122T102030");
        assertThat(number(kept, "SELECT count(*) FROM account")).isEqualTo(2);
        try (Database database = Database.open(url())) {
            assertThat(names(database)).containsExactly("alice");
            List<String> left = database.read(handle -> handle.createQuery("SELECT store FROM kept_entry")
                    .mapTo(String.class)
                    .list());
            assertThat(left).containsExactly("guess");
        }
    }

    @Test
    void aFileThatIsNoCopyIsRefusedAndNothingIsChanged() throws Exception {
        try (Database database = Database.open(url())) {
            account(database, "alice");
        }
        Path damaged = folder.resolve("damaged");
        new Backup(url()).make(damaged);
        byte[] bytes = Files.readAllBytes(damaged);
        Arrays.fill(bytes, 4096, 8192, (byte) 7);
        Files.write(damaged, bytes);
        Path foreign = Files.writeString(folder.resolve("foreign"), "no database");
        Path missing = folder.resolve("missing");
        for (Path file : List.of(damaged, foreign, missing)) {
            assertThatThrownBy(() -> new Backup(url()).putBack(file, NOW))
                    .as(file.toString())
                    .isInstanceOf(CannotOpen.class)
                    .hasMessageNotContaining("\n");
        }
        try (Database database = Database.open(url())) {
            assertThat(names(database)).containsExactly("alice");
        }
    }

    @Test
    void aCopyFromBeforeAnUpgradeIsBroughtUpToDateWhenItIsOpened() throws Exception {
        Path copy = folder.resolve("copy");
        Flyway.configure()
                .dataSource("jdbc:sqlite:" + copy, null, null)
                .locations("classpath:db/sqlite")
                .target("5")
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy)) {
            connection
                    .createStatement()
                    .execute("INSERT INTO account (username, username_key, password, state, created_at)"
                            + " VALUES ('carol', 'carol', 'x', 'active', 0)");
        }
        Database.open(url()).close();
        new Backup(url()).putBack(copy, NOW);
        try (Database database = Database.open(url())) {
            account(database, "dave");
            assertThat(names(database)).containsExactly("carol", "dave");
        }
        assertThat(number(database(), "SELECT sum(phone_proved) FROM account")).isZero();
    }

    private static void account(Database database, String name) {
        database.write(handle -> handle.execute(
                "INSERT INTO account (username, username_key, password, state, created_at) VALUES (?, ?, 'x', 'active', 0)",
                name,
                name));
    }

    private static void kept(Database database, String store) {
        database.write(handle -> handle.execute(
                "INSERT INTO kept_entry (store, key, value, expires_at) VALUES (?, 'x', 'x', 9999999999999)", store));
    }

    private static List<String> names(Database database) {
        return database.read(handle -> handle.createQuery("SELECT username FROM account ORDER BY id")
                .mapTo(String.class)
                .list());
    }

    private static int number(Path file, String sql) throws SQLException {
        return Integer.parseInt(text(file, sql));
    }

    private static String text(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private Path database() {
        return folder.resolve("menshen.db");
    }

    private String url() {
        return "jdbc:sqlite:" + database();
    }
}
