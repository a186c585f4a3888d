package dev.menshen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.Browser;
import dev.menshen.Commands;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.audit.Book;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The {@code user} commands, while the door runs and when it is stopped. */
class UserCommandTest {

    private static final String WIKI = "http://127.0.0.1:3000/page";

    private TestDoor door;
    private Commands commands;

    @BeforeEach
    void open() {
        door = TestDoor.open("gate-hosts", "127.0.0.1:3000");
        commands = new Commands(door.data());
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void whoeverIsDisabledIsOutWithTheNextRequestAndComesInAgainOnceEnabled() {
        Browser alice = People.member(door, "alice", "13800138000");
        assertThat(gate(alice, "")).isEqualTo(200);
        assertThat(commands.done("disable", "alice")).contains("state      disabled", "sessions   0");
        assertThat(gate(alice, "")).isEqualTo(401);
        assertThat(alice.get("/session/me").status()).isEqualTo(401);
        assertThat(People.signIn(door, door.browser(), "alice").status()).isEqualTo(422);
        assertThat(commands.done("enable", "alice")).contains("state      active");
        assertThat(gate(alice, "")).isEqualTo(401);
        assertThat(People.signIn(door, door.browser(), "alice").status()).isEqualTo(200);
    }

    @Test
    void groupsAndNameActOnTheGatesNextCheckAndNobodyIsSignedOut() {
        Browser alice = People.member(door, "alice", "13800138000");
        assertThat(gate(alice, "?groups=admins")).isEqualTo(403);
        assertThat(commands.done("groups", "alice", "Staff, admins")).contains("groups     admins,staff");
        assertThat(gate(alice, "?groups=admins")).isEqualTo(200);
        assertThat(commands.done("groups", "alice")).contains("groups     admins,staff");
        assertThat(commands.done("groups", "alice", "staff")).contains("groups     staff\n");
        assertThat(gate(alice, "?groups=admins")).isEqualTo(403);
        assertThat(commands.done("groups", "alice", "")).contains("groups     -\n");
        assertThat(gate(alice, "?groups=staff")).isEqualTo(403);
        assertThat(commands.done("name", "alice", "Alice  Liddell")).contains("full name  Alice Liddell\n");
        assertThat(asked(alice, "").header("Remote-Name")).hasValue("Alice Liddell");
        assertThat(commands.done("name", "alice", "")).contains("full name  -\n", "sessions   1\n");
        assertThat(asked(alice, "").header("Remote-Name")).hasValue("alice");
    }

    @Test
    void aStoppedHouseTakesTheSameCommandsAndTheDoorKnowsWhenItStarts() {
        Browser alice = People.member(door, "alice", "13800138000");
        Browser bob = People.member(door, "bob", "13900139000");
        door.close();
        assertThat(commands.done("show", "alice")).contains("state      active", "sessions   1");
        assertThat(commands.done("disable", "alice")).contains("state      disabled", "sessions   0");
        assertThat(commands.done("groups", "bob", "staff")).contains("groups     staff");
        assertThat(commands.done("list").lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches("1\talice\tdisabled\t-\t20\\S+Z"),
                        line -> assertThat(line).matches("2\tbob\tactive\tstaff\t20\\S+Z"));
        String alices = alice.cookie("menshen").orElseThrow();
        String bobs = bob.cookie("menshen").orElseThrow();
        door = TestDoor.open(door.data(), InstantSource.system(), "gate-hosts", "127.0.0.1:3000");
        assertThat(gate(door.browser().holding("menshen", alices), "")).isEqualTo(401);
        assertThat(gate(door.browser().holding("menshen", bobs), "?groups=staff"))
                .isEqualTo(200);
    }

    @Test
    void eachChangeIsInTheBookOnceAndALookIsNot() {
        People.register(door, "alice", "13800138000");
        commands.done("list");
        commands.done("show", "alice");
        commands.done("groups", "alice");
        commands.done("disable", "alice");
        commands.done("enable", "alice");
        commands.done("groups", "alice", "staff,admins");
        commands.done("name", "alice", "Alice Liddell");
        assertThat(door.logged()).contains("event=state-changed address=- method=command account=1 count=1");
        assertThat(Book.closed(door).stream().filter(row -> row.contains(" command ")))
                .containsExactly(
                        "state-changed 1 alice command - disabled 1",
                        "state-changed 1 alice command - active 1",
                        "groups-changed 1 alice command - admins,staff 1",
                        "name-changed 1 alice command -  1");
    }

    @Test
    void whatCannotBeWrittenIntoTheBookIsNotDone() throws SQLException {
        People.register(door, "alice", "13800138000");
        door.close();
        sql(door.data(), "CREATE TRIGGER torn BEFORE INSERT ON audit_event BEGIN SELECT RAISE(ABORT, 'torn'); END");
        for (List<String> words :
                List.of(List.of("disable", "alice"), List.of("groups", "alice", "x"), List.of("name", "alice", "x"))) {
            assertThatThrownBy(() -> commands.user(words.toArray(String[]::new)))
                    .hasStackTraceContaining("torn");
        }
        sql(door.data(), "DROP TRIGGER torn");
        assertThat(commands.done("show", "alice")).contains("state      active", "groups     -", "full name  -");
    }

    @Test
    void everySpellingOfANameFindsTheAccount() {
        People.register(door, "alice", "13800138000");
        for (String spelling : List.of(
                "alice", " ALICE ", "ALICE@example.lan", "13800138000", "+86 138-0013-8000", "008613800138000")) {
            assertThat(commands.done("show", spelling)).as(spelling).contains("name       alice\n");
        }
    }

    @Test
    void whatIsShownIsAllButThePassword() {
        People.register(door, "alice", "13800138000");
        String shown = commands.done("show", "alice");
        assertThat(shown.lines().map(line -> line.split(" ", 2)[0]))
                .containsExactly("id", "name", "full", "state", "groups", "email", "phone", "sessions", "created");
        assertThat(shown).contains("email      alice@example.lan\n", "phone      +8613800138000\n");
        assertThat(shown + commands.done("list")).doesNotContain("$");
    }

    @Test
    void unknownNamesAndWordsThatMakeNoSenseAreOneLineAndChangeNothing() {
        People.register(door, "alice", "13800138000");
        for (String nobody : List.of("bob", "", "al ice", "bob\u001b[2J\nname", "x".repeat(10_000))) {
            Commands.Said said = commands.user("disable", nobody);
            assertThat(said.exit()).isEqualTo(1);
            assertThat(said.out()).isEmpty();
            assertThat(said.err()).hasLineCount(1).doesNotContain("\u001b").startsWith("menshen: ");
        }
        for (List<String> words : List.of(
                List.<String>of(),
                List.of("delete", "alice"),
                List.of("disable"),
                List.of("disable", "alice", "bob"),
                List.of("name", "alice"),
                List.of("name", "alice", "A\u202eB"),
                List.of("name", "alice", "\ufffd\ufffd"),
                List.of("name", "alice", "x".repeat(65)),
                List.of("show", "x".repeat(100_000)),
                List.of("groups", "alice", "a,,b"),
                List.of("groups", "alice", "a b"),
                List.of("groups", "alice", String.join(",", numbers(33))),
                List.of("list", "--limit", "0"),
                List.of("list", "--limit", "x"),
                List.of("show", "alice", "--nonsense"))) {
            Commands.Said said = commands.user(words.toArray(String[]::new));
            assertThat(said.exit()).as(words.toString()).isEqualTo(2);
            assertThat(said.out()).isEmpty();
            assertThat(said.err().lines()).hasSize(1);
        }
        assertThat(commands.done("show", "alice")).contains("state      active", "groups     -", "full name  -");
    }

    @Test
    void noTextOfAnAccountReachesTheTerminalAsMoreThanText() throws SQLException {
        People.register(door, "alice", "13800138000");
        door.close();
        sql(door.data(), "UPDATE account SET full_name = 'A' || char(27) || '[2J' || char(10) || char(8238) || 'B'");
        sql(door.data(), "INSERT INTO account_group VALUES (1, 'a' || char(9) || char(155) || 'b')");
        assertThat(commands.done("show", "alice"))
                .contains("full name  A\\u{1B}[2J\\u{A}\\u{202E}B\n", "groups     a\\u{9}\\u{9B}b\n");
        assertThat(commands.done("list").lines()).singleElement().asString().contains("\ta\\u{9}\\u{9B}b\t");
    }

    @Test
    void aLongListComesWholeAndInOrderThoughItComesInPieces() throws SQLException {
        door.close();
        fill(door.data(), 1_000);
        List<String> stopped = commands.done("list").lines().toList();
        door = TestDoor.open(door.data(), InstantSource.system());
        List<String> running = commands.done("list").lines().toList();
        assertThat(running).hasSize(1_000).isEqualTo(stopped);
        assertThat(running.stream().map(line -> line.split("\t", -1)[0])).containsExactlyElementsOf(numbers(1_000));
        assertThat(running.stream().map(line -> line.split("\t", -1)[3].split(",", -1).length))
                .containsOnly(Desk.MOST_GROUPS);
        assertThat(commands.done("list", "--limit", "250").lines()).containsExactlyElementsOf(running.subList(0, 250));
    }

    private static List<String> numbers(int most) {
        return IntStream.rangeClosed(1, most).mapToObj(Integer::toString).toList();
    }

    /** So many accounts, each with as many groups as one can have, of the longest names there are. */
    private static void fill(Path data, int accounts) throws SQLException {
        String many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) ";
        sql(
                data,
                String.format(Locale.ROOT, many, accounts)
                        + "INSERT INTO account (username, username_key, state, created_at)"
                        + " SELECT 'u' || i, 'u' || i, 'active', i FROM n");
        sql(
                data,
                String.format(Locale.ROOT, many, Desk.MOST_GROUPS)
                        + "INSERT INTO account_group (account, name)"
                        + " SELECT id, '组织组织组织组织组织组织组织组织组织组织组织组织组织组织组织' || (i + 10) FROM account, n");
    }

    private static void sql(Path data, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("menshen.db"));
                Statement one = connection.createStatement()) {
            one.execute(statement);
        }
    }

    private static int gate(Browser browser, String query) {
        return asked(browser, query).status();
    }

    private static Browser.Answer asked(Browser browser, String query) {
        return browser.with("X-Original-URL", WIKI)
                .with("X-Original-Method", "GET")
                .get("/gate/nginx" + query);
    }
}
