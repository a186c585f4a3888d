package dev.menshen.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.store.Database;
import dev.menshen.store.HandClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The book of events over a real database, and the log as it goes to standard error. */
class AuditTest {

    private static final Subject ALICE = Subject.account(17, "alice");
    private static final Event SIGN_IN = new Event(What.SIGN_IN, ALICE, Method.PASSWORD, "10.0.0.7", "");
    private static final Event FAILED =
            new Event(What.SIGN_IN_FAILED, ALICE, Method.PASSWORD, "10.0.0.7", "wrong-password");

    @TempDir
    private Path folder;

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final HandClock clock = new HandClock();
    private Database database;
    private Audit audit;

    @BeforeEach
    void open() {
        System.setErr(new PrintStream(log, true, UTF_8));
        database = Database.open(folder);
        audit = new Audit(database, clock, Duration.ofDays(180));
    }

    @AfterEach
    void close() {
        audit.close();
        database.close();
        System.setErr(before);
    }

    private List<String> lines(String about) {
        return log.toString(UTF_8).lines().filter(line -> line.contains(about)).toList();
    }

    @Test
    void aSignInIsInTheDatabaseBeforeItIsAnswered() {
        audit.record(SIGN_IN);
        assertThat(Book.rows(database)).containsExactly("sign-in 17 alice password 10.0.0.7  1");
    }

    @Test
    void aLineHasTimeWithOffsetEventAddressMethodAccountAndReason() {
        audit.record(FAILED);
        assertThat(lines("menshen.audit"))
                .singleElement()
                .asString()
                .matches(
                        "\\S+ INFO menshen\\.audit - time=\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}[+-]\\d\\d:\\d\\d"
                                + " event=sign-in-failed address=10\\.0\\.0\\.7 method=password account=17 count=1"
                                + " name=\"alice\" reason=\"wrong-password\"")
                .satisfies(line -> assertThat(Instant.parse(line.replaceAll(".* time=(\\S+) .*", "$1")))
                        .isEqualTo(clock.instant()));
    }

    @Test
    void aFailureIsInTheLogAtOnceAndInTheDatabaseSoonByItself() {
        audit.record(FAILED);
        assertThat(lines("sign-in-failed")).hasSize(1);
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (Book.rows(database).isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        assertThat(Book.rows(database)).containsExactly("sign-in-failed 17 alice password 10.0.0.7 wrong-password 1");
    }

    @Test
    void whatWaitsIsWrittenWhenTheDoorCloses() {
        for (int i = 0; i < 25; i++) {
            audit.record(FAILED);
        }
        audit.close();
        assertThat(Book.rows(database))
                .hasSize(21)
                .contains("sign-in-failed 17 alice password 10.0.0.7 wrong-password 5");
    }

    @Test
    void twentyAlikeInAMinuteAreOneByOneAndTheRestIsOneWithTheirNumber() {
        for (int i = 0; i < 1_000; i++) {
            audit.record(FAILED);
        }
        assertThat(lines("sign-in-failed")).hasSize(20);
        audit.round();
        assertThat(Book.rows(database)).hasSize(20);
        clock.pass(Duration.ofMinutes(1));
        audit.round();
        assertThat(lines("sign-in-failed")).hasSize(21).last().asString().contains(" count=980 ");
        assertThat(Book.rows(database)).hasSize(21).last().asString().endsWith(" 980");
        audit.record(FAILED);
        assertThat(lines("sign-in-failed")).hasSize(22);
    }

    @Test
    void whatIsNotAlikeIsNotFolded() {
        for (int i = 0; i < 21; i++) {
            audit.record(FAILED);
        }
        audit.record(new Event(What.SIGN_IN_FAILED, ALICE, Method.PASSWORD, "10.0.0.8", "wrong-password"));
        audit.record(new Event(What.SIGN_IN_FAILED, ALICE, Method.PASSWORD, "10.0.0.7", "closed"));
        audit.record(new Event(
                What.SIGN_IN_FAILED, Subject.account(18, "bob"), Method.PASSWORD, "10.0.0.7", "wrong-password"));
        assertThat(lines("sign-in-failed")).hasSize(23);
    }

    @Test
    void aSignInIsNeverFolded() {
        for (int i = 0; i < 30; i++) {
            audit.record(SIGN_IN);
        }
        assertThat(Book.rows(database)).hasSize(30);
    }

    @Test
    void aFloodOfEverNewNamesIsAFewHundredRowsAMinuteAndOneThatSaysHowManyMore() {
        for (int i = 0; i < 1_000; i++) {
            audit.record(failure(i));
        }
        audit.round();
        assertThat(Book.rows(database)).hasSize(Flood.ROWS);
        assertThat(lines("sign-in-failed")).hasSize(1_000);
        clock.pass(Duration.ofMinutes(1));
        audit.round();
        assertThat(Book.rows(database))
                .hasSize(Flood.ROWS + 1)
                .last()
                .isEqualTo("events-dropped - - - - without-row 400");
        assertThat(lines("event=events-dropped")).singleElement().asString().contains(" count=400 ");
    }

    private static Event failure(int i) {
        return new Event(
                What.SIGN_IN_FAILED, new Subject(null, "unknown#" + i), Method.PASSWORD, "10.0.0.7", "unknown");
    }

    @Test
    void whileTheDatabaseIsOutThereIsTheLineAndAWarningAMinuteAndLaterTheRow() throws Exception {
        Locked stranger = Locked.by(folder);
        audit.record(SIGN_IN);
        audit.record(FAILED);
        audit.round();
        stranger.close();
        assertThat(lines("event=sign-in ")).hasSize(1);
        assertThat(lines("in this log alone")).hasSize(1);
        audit.round();
        assertThat(Book.rows(database))
                .containsExactlyInAnyOrder(
                        "sign-in 17 alice password 10.0.0.7  1",
                        "sign-in-failed 17 alice password 10.0.0.7 wrong-password 1");
    }

    @Test
    void aChangeAndItsEventAreOneTransaction() {
        Witness<String> kept = audit.witness(name -> new Event(What.REGISTERED, new Subject(1L, name), "10.0.0.7"));
        database.write(handle -> {
            kept.accept(handle, "carol");
            return true;
        });
        kept.tell();
        Witness<String> undone = audit.witness(name -> new Event(What.REGISTERED, new Subject(2L, name), "10.0.0.7"));
        assertThatThrownBy(() -> database.write(handle -> {
                    undone.accept(handle, "dave");
                    throw new IllegalStateException("after all not");
                }))
                .hasMessage("after all not");
        assertThat(Book.rows(database)).containsExactly("registered 1 carol - 10.0.0.7  1");
        assertThat(lines("event=registered")).singleElement().asString().contains("carol");
    }

    @Test
    void rowsAreKeptAsLongAsTheSettingSaysAndNoLonger() {
        audit.record(SIGN_IN);
        clock.pass(Duration.ofDays(180));
        audit.record(SIGN_IN);
        audit.round();
        assertThat(Book.rows(database)).hasSize(2);
        clock.pass(Duration.ofDays(1));
        audit.round();
        assertThat(Book.rows(database)).hasSize(1);
    }

    @Test
    void oldRowsAreSweptOutInBatchesAndSoonAfterAStartToo() {
        database.write(
                handle -> handle.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1200)"
                        + " INSERT INTO audit_event (at, event, name, method, address, reason, count)"
                        + " SELECT i, 'sign-out', '-', '-', '-', '', 1 FROM n"));
        audit.close();
        audit = new Audit(database, clock, Duration.ofDays(180));
        audit.round();
        assertThat(Book.rows(database)).as("while the door is being opened").hasSize(1200);
        clock.pass(Duration.ofMinutes(1));
        int rounds = 0;
        while (!Book.rows(database).isEmpty() && rounds++ < 10) {
            int left = Book.rows(database).size();
            audit.round();
            // The timer's own first round may have come in between.
            assertThat(left - Book.rows(database).size()).isLessThanOrEqualTo(2 * Audit.BATCH);
        }
        assertThat(Book.rows(database)).isEmpty();
    }
}
