package dev.menshen.store;

import dev.menshen.store.ExpiringStore.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whether the database can be written now, found out by writing: a full disk and another program's lock can be read
 * from all day.
 *
 * <p>However often it is asked, it writes no more than once in some seconds, and says the same in between.
 */
public final class DatabaseProbe {

    private static final Duration GOOD_FOR = Duration.ofSeconds(5);

    private final KeptEntries entries;
    private final InstantSource clock;
    private final ReentrantLock trying = new ReentrantLock();
    private @Nullable Instant tried;
    private @Nullable StorageUnavailable trouble;

    /**
     * A probe of this database.
     *
     * @param clock one that is never set back
     */
    public DatabaseProbe(Database database, InstantSource clock) {
        this.entries = new KeptEntries(database, "probe", clock);
        this.clock = clock;
    }

    /** Comes back when the database took the last write; otherwise throws {@link StorageUnavailable}. */
    public void run() {
        // Those who wait here while another tries are told what that one found.
        trying.lock();
        try {
            if (tried == null || !clock.instant().isBefore(tried.plus(GOOD_FOR))) {
                trouble = write();
                tried = clock.instant();
            }
            if (trouble != null) {
                throw new StorageUnavailable("the database could not be written", trouble);
            }
        } finally {
            trying.unlock();
        }
    }

    private @Nullable StorageUnavailable write() {
        try {
            // The end of its life makes the row another one each time; SQLite does not write what has not changed.
            entries.put("probe", new Entry("", GOOD_FOR));
            return null;
        } catch (StorageUnavailable out) {
            return out;
        }
    }
}
