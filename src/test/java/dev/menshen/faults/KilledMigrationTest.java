package dev.menshen.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.accounts.Accounts;
import dev.menshen.accounts.Email;
import dev.menshen.accounts.Passwords;
import dev.menshen.accounts.Phone;
import dev.menshen.accounts.Registration;
import dev.menshen.accounts.Username;
import dev.menshen.store.Database;
import dev.menshen.store.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that a kill in the middle of writing can leave. SQLite's log only ever grows until it is written back, so
 * cutting it off at each page, and within one, is each moment of the past at which the process could have died.
 */
class KilledMigrationTest {

    private static final int HEADER = 32;
    private static final int FRAME = 24 + 4096;

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void folder() {
        data = folder.resolve("data");
    }

    @Test
    void aMigrationKilledAtAnyPageIsDoneByTheNextStart() throws IOException {
        // As the first version left it; the held connection keeps the log of what follows from being written back.
        Files.createDirectory(data);
        Flyway.configure()
                .dataSource("jdbc:sqlite:" + file(), null, null)
                .locations("classpath:db/sqlite")
                .target("1")
                .load()
                .migrate();
        try (Witness old = Witness.of(file())) {
            old.text("PRAGMA journal_mode = WAL");
        }
        List<Path> moments;
        try (Witness held = Witness.of(file())) {
            held.text("SELECT count(*) FROM account");
            Database.open(data).close();
            moments = moments();
        }
        assertThat(moments).hasSizeGreaterThan(10);
        for (Path moment : moments) {
            Database.open(moment).close();
            try (Witness after = Witness.of(moment.resolve("menshen.db"))) {
                assertThat(after.integrity()).as(moment.toString()).isEqualTo("ok");
                assertThat(after.text("SELECT count(*) FROM flyway_schema_history WHERE success"))
                        .as(moment.toString())
                        .isEqualTo(after.text("SELECT max(CAST(version AS INTEGER)) FROM flyway_schema_history"));
                assertThat(after.text("SELECT count(*) FROM kept_entry")).isEqualTo("0");
            }
        }
    }

    @Test
    void aRegistrationKilledAtAnyPageIsWhollyThereOrNotAtAll() throws IOException {
        Database.open(data).close();
        List<Path> moments;
        try (Witness held = Witness.of(file());
                Database database = Database.open(data)) {
            held.text("SELECT count(*) FROM account");
            accounts(database).register(alice());
            moments = moments();
        }
        List<String> stored = new ArrayList<>();
        for (Path moment : moments) {
            try (Witness after = Witness.of(moment.resolve("menshen.db"))) {
                assertThat(after.integrity()).as(moment.toString()).isEqualTo("ok");
                assertThat(after.halfWritten()).as(moment.toString()).isZero();
                stored.add(after.text("SELECT count(*) FROM account"));
            }
        }
        // Most of the moments are before the end of the transaction, which is the last page of them.
        assertThat(stored).hasSizeGreaterThan(4).startsWith("0", "0", "0").isSorted();
        assertThat(stored.get(stored.size() - 1)).isEqualTo("1");
    }

    @Test
    void aFirstStartKilledAtAnyTimeIsBegunAgain() throws IOException {
        Database.open(data).close();
        byte[] whole = Files.readAllBytes(file());
        Files.delete(file());
        for (int length : new int[] {0, 1, 4096, whole.length / 2, whole.length}) {
            Files.write(data.resolve("menshen.db.new"), Arrays.copyOf(whole, length));
            Files.write(data.resolve("menshen.db.new-wal"), new byte[] {1, 2, 3});
            Database.open(data).close();
            try (Witness after = Witness.of(file())) {
                assertThat(after.integrity()).isEqualTo("ok");
            }
            assertThat(data.resolve("menshen.db.new")).doesNotExist();
            Files.delete(file());
        }
    }

    /** Copies of the folder as it was at each length that its log has had, and half a page after. */
    private List<Path> moments() throws IOException {
        byte[] log = Files.readAllBytes(data.resolve("menshen.db-wal"));
        assertThat((log.length - HEADER) % FRAME).isZero();
        List<Path> moments = new ArrayList<>();
        for (int length = 0; length <= log.length; length += length == 0 ? HEADER : FRAME) {
            moments.add(moment(Arrays.copyOf(log, length)));
            if (length + FRAME / 2 < log.length) {
                moments.add(moment(Arrays.copyOf(log, length + FRAME / 2)));
            }
        }
        return moments;
    }

    private Path moment(byte[] log) throws IOException {
        Path moment = Files.createTempDirectory(folder, "moment");
        Files.copy(file(), moment.resolve("menshen.db"));
        Files.write(moment.resolve("menshen.db-wal"), log);
        return moment;
    }

    private Path file() {
        return data.resolve("menshen.db");
    }

    private static Accounts accounts(Database database) {
        Passwords passwords = new Passwords(new Tokens(new SecureRandom()), 1);
        return new Accounts(database, passwords, "CN", InstantSource.system(), account -> {});
    }

    private static Registration alice() {
        return new Registration(
                Username.<Optional<Username>>read("alice", Optional::of, flaw -> Optional.empty())
                        .orElseThrow(),
                Email.<Optional<Email>>read("alice@example.lan", Optional::of, flaw -> Optional.empty())
                        .orElseThrow(),
                Phone.<Optional<Phone>>read("13800138000", "CN", Optional::of, flaw -> Optional.empty())
                        .orElseThrow(),
                "correct horse battery staple");
    }
}
