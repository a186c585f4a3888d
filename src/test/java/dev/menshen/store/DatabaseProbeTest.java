package dev.menshen.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseProbeTest {

    @TempDir
    private Path folder;

    private final HandClock clock = new HandClock();
    private Database database;
    private DatabaseProbe probe;

    @BeforeEach
    void open() {
        database = Database.open(folder);
        probe = new DatabaseProbe(database, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aDatabaseThatCanOnlyBeReadIsNotWellAndIsAgainWhenItCanBeWritten() {
        assertThatCode(probe::run).doesNotThrowAnyException();

        forbidWriting(true);
        clock.pass(Duration.ofSeconds(5));
        assertThatThrownBy(probe::run).isInstanceOf(StorageUnavailable.class);
        forbidWriting(false);
        assertThatThrownBy(probe::run).isInstanceOf(StorageUnavailable.class);
        clock.pass(Duration.ofSeconds(5));

        assertThatCode(probe::run).doesNotThrowAnyException();
    }

    @Test
    void howeverOftenItIsAskedItWritesOnceInFiveSeconds() {
        probe.run();
        long first = written();
        for (int i = 0; i < 100; i++) {
            clock.pass(Duration.ofMillis(49));
            probe.run();
        }
        assertThat(written()).isEqualTo(first);

        clock.pass(Duration.ofMillis(100));
        probe.run();
        assertThat(written()).isGreaterThan(first);
    }

    private long written() {
        return database.read(handle -> handle.createQuery("SELECT expires_at FROM kept_entry WHERE store = 'probe'")
                .mapTo(Long.class)
                .one());
    }

    /** On the one connection that writes; the failure that follows closes it, so it is forbidden anew for each. */
    private void forbidWriting(boolean forbidden) {
        database.write(handle -> handle.execute("PRAGMA query_only = " + (forbidden ? 1 : 0)));
    }
}
