package dev.menshen.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteThroughStoreTest extends ExpiringStoreContract {

    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private final HandClock clock = new HandClock();
    private Database database;
    private WriteThroughStore store;

    @BeforeEach
    void open() {
        database = Database.open(folder);
        store = new WriteThroughStore(new MemoryStore(1_000, clock), database, "sessions", clock);
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    @Override
    ExpiringStore store() {
        return store;
    }

    @Override
    void pass(Duration time, BooleanSupplier isOver) {
        clock.pass(time);
    }

    @Override
    int rounds() {
        return 100;
    }

    /** A new process after one that had no time to say goodbye. */
    private void dieAndStartAgain() {
        database.close();
        store.close();
        open();
    }

    @Test
    void whatWasPutIsThereAfterAKill() {
        store.put("a", "1", HOUR);
        store.put("a", "2", HOUR);

        dieAndStartAgain();

        assertThat(store.get("a")).contains(new ExpiringStore.Entry("2", HOUR));
    }

    @Test
    void whatWasReplacedIsThereAfterAKillAndWhatWasNotIsNot() {
        assertThat(store.replace("a", Optional.empty(), "1", HOUR)).isTrue();
        assertThat(store.replace("a", Optional.of("1"), "2", HOUR)).isTrue();
        assertThat(store.replace("a", Optional.of("1"), "3", HOUR)).isFalse();
        assertThat(store.replace("a", Optional.empty(), "3", HOUR)).isFalse();

        dieAndStartAgain();

        assertThat(store.get("a").map(ExpiringStore.Entry::value)).contains("2");
    }

    @Test
    void whatWasTakenOrRemovedStaysAwayAfterAKill() {
        store.put("taken", "1", HOUR);
        store.put("removed", "2", HOUR);
        store.put("kept", "3", HOUR);

        assertThat(store.take("taken")).contains("1");
        assertThat(store.remove("removed", "2")).isTrue();
        assertThat(store.remove("kept", "other")).isFalse();
        dieAndStartAgain();

        assertThat(store.get("taken")).isEmpty();
        assertThat(store.get("removed")).isEmpty();
        assertThat(store.get("kept")).isPresent();
    }

    @Test
    void lifeGoesOnWhileTheDoorIsDown() {
        store.put("short", "1", Duration.ofMinutes(10));
        store.put("long", "2", HOUR);

        clock.pass(Duration.ofMinutes(20));
        dieAndStartAgain();

        assertThat(store.get("short")).isEmpty();
        assertThat(store.get("long").map(ExpiringStore.Entry::left)).contains(Duration.ofMinutes(40));
    }

    @Test
    void aTouchIsOnTheDiskAfterTheNextBatchAndNotBefore() {
        store.put("a", "1", HOUR);
        clock.pass(Duration.ofMinutes(30));
        store.touch("a", HOUR);
        assertThat(expiry()).isEqualTo(clock.instant().plus(Duration.ofMinutes(30)));

        store.flush();

        assertThat(expiry()).isEqualTo(clock.instant().plus(HOUR));
    }

    @Test
    void aTouchIsOnTheDiskAfterAClose() {
        store.put("a", "1", HOUR);
        clock.pass(Duration.ofMinutes(30));
        store.touch("a", HOUR);

        store.close();

        assertThat(expiry()).isEqualTo(clock.instant().plus(HOUR));
    }

    @Test
    void aBatchThatFailedIsWrittenByTheNextOne() {
        store.put("a", "1", HOUR);
        clock.pass(Duration.ofMinutes(30));
        store.touch("a", HOUR);
        database.write(handle -> handle.execute("ALTER TABLE kept_entry RENAME TO gone"));
        assertThatThrownBy(store::flush).isInstanceOf(RuntimeException.class);
        database.write(handle -> handle.execute("ALTER TABLE gone RENAME TO kept_entry"));

        store.flush();

        assertThat(expiry()).isEqualTo(clock.instant().plus(HOUR));
    }

    @Test
    void aTouchOfWhatWasTakenDoesNotBringItBack() {
        store.put("a", "1", HOUR);
        store.touch("a", HOUR);
        store.take("a");

        store.flush();

        assertThat(rows()).isZero();
    }

    @Test
    void whatIsOverIsSweptFromTheDiskAndWhatLivesIsNot() {
        store.put("over", "1", Duration.ofMinutes(1));
        store.put("alive", "2", HOUR);
        clock.pass(Duration.ofMinutes(2));

        store.flush();

        assertThat(rows()).isOne();
    }

    @Test
    void aRowThatALeapOfTheClockSweptOutComesBackWithTheNextTouch() {
        store.put("a", "1", HOUR);
        database.write(handle -> handle.execute("DELETE FROM kept_entry"));

        store.touch("a", HOUR);
        store.flush();

        assertThat(rows()).isOne();
    }

    @Test
    void whatCannotBeWrittenIsNotThereEither() {
        store.put("a", "1", HOUR);
        database.close();

        assertThatThrownBy(() -> store.put("b", "2", HOUR)).isInstanceOf(StorageUnavailable.class);
        assertThatThrownBy(() -> store.take("a")).isInstanceOf(StorageUnavailable.class);

        assertThat(store.get("b")).isEmpty();
        assertThat(store.get("a")).isPresent();
    }

    @Test
    void storesOfDifferentNamesDoNotMeet() {
        store.put("a", "1", HOUR);

        try (WriteThroughStore other = new WriteThroughStore(new MemoryStore(1_000, clock), database, "other", clock)) {
            assertThat(other.get("a")).isEmpty();
        }
    }

    private Instant expiry() {
        return Instant.ofEpochMilli(
                database.<Long, RuntimeException>read(handle -> handle.createQuery("SELECT expires_at FROM kept_entry")
                        .mapTo(Long.class)
                        .one()));
    }

    private int rows() {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM kept_entry")
                .mapTo(Integer.class)
                .one());
    }
}
