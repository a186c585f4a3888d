package dev.menshen.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    @TempDir
    private Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("data"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatWasWrittenIsThereAfterAClose() {
        put("a", "1");
        database.close();

        database = Database.open(folder.resolve("data"));

        assertThat(keys()).containsExactly("a");
    }

    @Test
    void everyConnectionIsDurableAndPatientAndTheFileKeepsALog() {
        List<String> pragmas = List.of("synchronous", "busy_timeout", "journal_mode", "foreign_keys");

        assertThat(database.<List<String>, RuntimeException>read(handle -> pragmas.stream()
                        .map(name -> handle.createQuery("PRAGMA " + name)
                                .mapTo(String.class)
                                .one())
                        .toList()))
                .containsExactly("2", "5000", "wal", "1");
        assertThat(database.<String, RuntimeException>write(handle -> handle.createQuery("PRAGMA synchronous")
                        .mapTo(String.class)
                        .one()))
                .isEqualTo("2");
    }

    @Test
    void aFailedTransactionLeavesNothingAndTheNextOneWorks() {
        assertThatThrownBy(() -> database.write(handle -> {
                    handle.execute("INSERT INTO kept_entry VALUES ('s', 'a', '1', 0)");
                    throw new IllegalArgumentException("ours");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        put("b", "2");

        assertThat(keys()).containsExactly("b");
    }

    @Test
    void aViolatedUniqueConstraintNamesItsColumns() {
        put("a", "1");

        assertThatThrownBy(() -> put("a", "2"))
                .isInstanceOfSatisfying(
                        UniqueViolation.class,
                        violation -> assertThat(violation.columns()).containsExactlyInAnyOrder("store", "key"));

        put("b", "2");
        assertThat(keys()).containsExactly("a", "b");
    }

    @Test
    void anotherViolatedConstraintIsNotTakenForAUniqueOne() {
        assertThatThrownBy(() ->
                        database.write(handle -> handle.execute("INSERT INTO kept_entry VALUES ('s', 'a', NULL, 0)")))
                .isNotInstanceOf(UniqueViolation.class)
                .isNotInstanceOf(StorageUnavailable.class);
    }

    @Test
    void whatFailsDoesNotSayWhatItWasGiven() {
        assertThatThrownBy(() -> database.write(DatabaseTest::failing))
                .satisfies(e -> assertThat(trace(e)).contains("no_such_table").doesNotContain("canary"));
        // The same statement without our setting shows that there is something to keep quiet about.
        assertThatThrownBy(() -> Jdbi.create("jdbc:sqlite::memory:").withHandle(DatabaseTest::failing))
                .satisfies(e -> assertThat(trace(e)).contains("canary"));
    }

    private static int failing(Handle handle) {
        return handle.createUpdate("INSERT INTO no_such_table VALUES (:secret)")
                .bind("secret", "canary")
                .execute();
    }

    private static String trace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void lookingCannotWrite() {
        assertThatThrownBy(() ->
                        database.read(handle -> handle.execute("INSERT INTO kept_entry VALUES ('s', 'a', '1', 0)")))
                .isInstanceOf(StorageUnavailable.class);

        assertThat(keys()).isEmpty();
    }

    @Test
    void afterAFullDiskTheNextWriteWorksAndTheFailedOneIsNotStored() {
        String big = "x".repeat(200_000);
        database.write(handle -> handle.createQuery("PRAGMA max_page_count = 20")
                .mapTo(Integer.class)
                .one());

        assertThatThrownBy(() -> put("big", big)).isInstanceOf(StorageUnavailable.class);
        // The limit was the old connection's alone: a write that works shows that there is a new one.
        put("again", big);

        assertThat(keys()).containsExactly("again");
    }

    @Test
    void readersGoOnWhileAWriterIsInTheMiddle() {
        put("a", "1");

        List<String> seen = database.write(handle -> {
            handle.execute("INSERT INTO kept_entry VALUES ('s', 'b', '2', 0)");
            return keys();
        });

        assertThat(seen).containsExactly("a");
    }

    @Test
    void writersThatReadFirstNeverGetInEachOthersWay() throws Exception {
        put("count", "0");
        ExecutorService threads = Executors.newFixedThreadPool(16);
        CountDownLatch start = new CountDownLatch(1);
        Callable<Integer> countOn = () -> {
            start.await();
            return database.write(handle -> handle.execute(
                    "UPDATE kept_entry SET value = ? WHERE key = 'count'",
                    1
                            + handle.createQuery("SELECT value FROM kept_entry WHERE key = 'count'")
                                    .mapTo(Integer.class)
                                    .one()));
        };
        List<Future<Integer>> all =
                IntStream.range(0, 320).mapToObj(i -> threads.submit(countOn)).toList();
        start.countDown();
        for (Future<Integer> each : all) {
            assertThat(each.get()).isOne();
        }
        threads.shutdown();

        assertThat(database.<String, RuntimeException>read(handle -> handle.createQuery("SELECT value FROM kept_entry")
                        .mapTo(String.class)
                        .one()))
                .isEqualTo("320");
    }

    @Test
    void aClosedDatabaseIsUnavailable() {
        database.close();

        assertThatThrownBy(this::keys).isInstanceOf(StorageUnavailable.class);
    }

    @Test
    void folderAndFilesAreTheOwnersAlone() throws IOException {
        put("a", "1");

        assertThat(mode("")).isEqualTo("rwx------");
        assertThat(mode("menshen.db")).isEqualTo("rw-------");
        assertThat(mode("menshen.db-wal")).isEqualTo("rw-------");
        assertThat(mode("menshen.db.lock")).isEqualTo("rw-------");
    }

    @Test
    void aSecondDoorOnTheSameFileIsRefused() {
        assertThatThrownBy(() -> Database.open(folder.resolve("data")))
                .isInstanceOf(CannotOpen.class)
                .hasMessageContaining("menshen.db is in use by another running Menshen");

        put("a", "1");
        assertThat(keys()).containsExactly("a");
    }

    @Test
    void tablesOfANewerProgramAreRefused() throws SQLException {
        database.close();
        sql("INSERT INTO flyway_schema_history SELECT 99, '99', description, type, script, checksum, installed_by,"
                + " installed_on, execution_time, success FROM flyway_schema_history WHERE installed_rank = 1");

        assertThatThrownBy(this::open).isInstanceOf(CannotOpen.class).hasMessageContaining("newer Menshen (tables 99");
    }

    @Test
    void theLastMigrationThatTheProgramKnowsIsTheLastThereIs() throws IOException {
        try (var files = Files.list(Path.of("db", "sqlite"))) {
            assertThat(files.mapToInt(file ->
                            Integer.parseInt(file.getFileName().toString().replaceAll("V(\\d+)__.*", "$1"))))
                    .hasSize(Schema.LATEST)
                    .contains(Schema.LATEST);
        }
    }

    @Test
    void anAccountOfTheTablesBeforeIsKeptAndItsPhoneCountsAsNotProved() throws IOException {
        Path old = Files.createDirectory(folder.resolve("old"));
        Flyway.configure()
                .dataSource("jdbc:sqlite:" + old.resolve("menshen.db"), null, null)
                .locations("classpath:db/sqlite")
                .target("5")
                .load()
                .migrate();
        Jdbi.create("jdbc:sqlite:" + old.resolve("menshen.db"))
                .useHandle(handle -> handle.execute(
                        "INSERT INTO account (username, username_key, phone, password, state, created_at)"
                                + " VALUES ('Alice', 'alice', '+8613800138000', 'x', 'active', 7),"
                                + " ('Bob', 'bob', NULL, 'x', 'active', 8)"));
        try (Database upgraded = Database.open(old)) {
            assertThat(upgraded.<List<String>, RuntimeException>read(handle -> handle.createQuery(
                                    "SELECT username || phone_proved || coalesce(form_hash, '-') FROM account ORDER BY id")
                            .mapTo(String.class)
                            .list()))
                    .containsExactly("Alice0-", "Bob0-");
        }
    }

    @Test
    void anotherProgramsDatabaseIsRefusedAndLeftAlone() throws SQLException, IOException {
        database.close();
        Files.delete(folder.resolve("data/menshen.db"));
        sql("CREATE TABLE theirs (x)");
        byte[] before = Files.readAllBytes(folder.resolve("data/menshen.db"));

        assertThatThrownBy(this::open)
                .isInstanceOf(CannotOpen.class)
                .hasMessageContaining("menshen.db is the database of another program");
        assertThat(folder.resolve("data/menshen.db")).hasBinaryContent(before);
    }

    @Test
    void anEmptyFileIsTakenForALostDatabaseAndNotForANewOne() throws IOException {
        database.close();
        Files.write(folder.resolve("data/menshen.db"), new byte[0]);

        assertThatThrownBy(this::open)
                .isInstanceOf(CannotOpen.class)
                .hasMessageContaining("menshen.db is empty")
                .hasMessageContaining("backup");
        assertThat(folder.resolve("data/menshen.db")).isEmptyFile();
    }

    @Test
    void aLogWithoutItsDatabaseIsNeitherTakenInNorThrownAway() throws IOException {
        database.close();
        Files.delete(folder.resolve("data/menshen.db"));
        byte[] log = {1, 2, 3};
        Files.write(folder.resolve("data/menshen.db-wal"), log);

        assertThatThrownBy(this::open).isInstanceOf(CannotOpen.class).hasMessageContaining("menshen.db-wal is there");
        assertThat(folder.resolve("data/menshen.db-wal")).hasBinaryContent(log);
        assertThat(folder.resolve("data/menshen.db")).doesNotExist();
    }

    @Test
    void aLinkToNowhereIsNotReplacedAndOneToADatabaseIsThatDatabase() throws IOException {
        Path link = folder.resolve("link.db");
        Files.createSymbolicLink(link, folder.resolve("data/menshen.db"));
        assertThatThrownBy(() -> Database.open("jdbc:sqlite:" + link))
                .isInstanceOf(CannotOpen.class)
                .hasMessageContaining("in use by another running Menshen");

        database.close();
        Files.delete(folder.resolve("data/menshen.db"));
        assertThatThrownBy(() -> Database.open("jdbc:sqlite:" + link))
                .isInstanceOf(CannotOpen.class)
                .hasMessageContaining("link to a file that is missing");
    }

    @Test
    void aDamagedPageIsFoundAtTheStartAndTheFileAndItsLogAreLeftAlone() throws IOException, SQLException {
        for (int i = 0; i < 300; i++) {
            put("key" + i, "x".repeat(500));
        }
        database.close();
        Path file = folder.resolve("data/menshen.db");
        byte[] damaged = Files.readAllBytes(file);
        Arrays.fill(damaged, damaged.length - 4096, damaged.length - 2048, (byte) 7);
        Files.write(file, damaged);

        assertThatThrownBy(this::open).isInstanceOf(CannotOpen.class).hasMessageContaining("menshen.db is damaged");
        assertThat(file).hasBinaryContent(damaged);
    }

    @Test
    void theLibraryIsOneWithoutTheFaultThatLostCommitsFromTheLog() {
        String version = database.read(handle -> handle.createQuery("SELECT sqlite_version()")
                .mapTo(String.class)
                .one());

        // sqlite.org/wal.html, section 11: mended in 3.51.3.
        assertThat(Runtime.Version.parse(version)).isGreaterThanOrEqualTo(Runtime.Version.parse("3.51.3"));
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAndLeftAlone() throws IOException {
        database.close();
        byte[] text = "This is not a database. ".repeat(500).getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("data/menshen.db"), text);

        assertThatThrownBy(this::open)
                .isInstanceOf(CannotOpen.class)
                .hasMessageContaining("menshen.db is damaged or not a SQLite database");
        assertThat(folder.resolve("data/menshen.db")).hasBinaryContent(text);
    }

    @Test
    void aFolderThatIsAFileIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> Database.open(file))
                .isInstanceOf(CannotOpen.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void anAddressThatIsNoFileIsRefused() {
        for (String url :
                List.of("jdbc:sqlite::memory:", "jdbc:sqlite:", "jdbc:sqlite:x?synchronous=OFF", "jdbc:h2:x")) {
            assertThatThrownBy(() -> Database.open(url))
                    .isInstanceOf(CannotOpen.class)
                    .hasMessageContaining(url);
        }
    }

    private void put(String key, String value) {
        database.write(handle -> handle.execute("INSERT INTO kept_entry VALUES ('s', ?, ?, 0)", key, value));
    }

    private List<String> keys() {
        return database.read(handle -> handle.createQuery("SELECT key FROM kept_entry ORDER BY key")
                .mapTo(String.class)
                .list());
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("data").resolve(name)));
    }

    private void sql(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/menshen.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
