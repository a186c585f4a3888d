package dev.menshen.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.store.ExpiringStore.Entry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteBehindStoreTest extends ExpiringStoreContract {

    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private final HandClock clock = new HandClock();
    private Database database;
    private WriteBehindStore store;

    @BeforeEach
    void open() {
        database = Database.open(folder);
        store = new WriteBehindStore(gone -> new MemoryStore(1_000, clock, gone), database, "guess", clock);
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

    private void startAgain() {
        close();
        open();
    }

    @Test
    void everyKindOfChangeOutlivesTheProcess() {
        store.put("put", "1", HOUR);
        store.put("replaced", "1", HOUR);
        store.put("taken", "1", HOUR);
        store.put("removed", "1", HOUR);
        store.put("touched", "1", HOUR);
        store.flush();
        store.replace("replaced", Optional.of("1"), "2", HOUR);
        store.take("taken");
        store.remove("removed", "1");
        store.touch("touched", HOUR.multipliedBy(2));
        store.reserve(List.of(new ExpiringStore.Allowance("counted", 3, HOUR)));
        startAgain();
        assertThat(store.get("put").map(Entry::value)).contains("1");
        assertThat(store.get("replaced").map(Entry::value)).contains("2");
        assertThat(store.get("taken")).isEmpty();
        assertThat(store.get("removed")).isEmpty();
        assertThat(store.get("counted").map(Entry::value)).contains("1");
        assertThat(store.get("touched").orElseThrow().left()).isGreaterThan(HOUR);
    }

    @Test
    void whatIsChangedAndTakenBetweenTwoBatchesLeavesNoRow() {
        store.put("short", "1", HOUR);
        store.take("short");
        startAgain();
        assertThat(store.get("short")).isEmpty();
    }

    @Test
    void aBatchThatFailsIsWrittenWithTheNext() {
        store.put("kept", "1", HOUR);
        database.write(handle -> handle.execute("ALTER TABLE kept_entry RENAME TO away"));
        assertThatThrownBy(store::flush).isInstanceOf(RuntimeException.class);
        database.write(handle -> handle.execute("ALTER TABLE away RENAME TO kept_entry"));
        startAgain();
        assertThat(store.get("kept").map(Entry::value)).contains("1");
    }

    @Test
    void whatIsOverIsNotReadBack() {
        store.put("over", "1", Duration.ofMinutes(1));
        store.flush();
        clock.pass(Duration.ofMinutes(2));
        startAgain();
        assertThat(store.get("over")).isEmpty();
    }

    @Test
    void whatHadToMakeRoomIsNotOnTheDiskEither() {
        for (int i = 0; i < 3_000; i++) {
            store.put("entry" + i, "1", HOUR.plusSeconds(i));
            if (i % 500 == 0) {
                store.flush();
            }
        }
        store.flush();
        long rows = database.read(handle -> handle.createQuery("SELECT count(*) FROM kept_entry")
                .mapTo(Long.class)
                .one());
        assertThat(rows).isLessThanOrEqualTo(1_000);
        startAgain();
        assertThat(store.get("entry2999")).isPresent();
    }
}
