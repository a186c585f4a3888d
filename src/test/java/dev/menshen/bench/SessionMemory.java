package dev.menshen.bench;

import dev.menshen.sessions.Sessions;
import dev.menshen.store.Database;
import dev.menshen.store.ExpiringStore;
import dev.menshen.store.MemoryStore;
import dev.menshen.store.MonotonicClock;
import dev.menshen.store.Tokens;
import dev.menshen.store.WriteThroughStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/** Fills the store of the sessions, as the door has it, in a process of its own, and prints how much heap they take. */
public final class SessionMemory {

    private static final InstantSource CLOCK = new MonotonicClock(InstantSource.system());
    private static final Sessions.Lives LIVES =
            new Sessions.Lives(Duration.ofHours(8), Duration.ofHours(24), Duration.ofDays(30));

    private SessionMemory() {}

    /** Begins so many sessions, or, where a folder is named too, reads those that are in its database. */
    public static void main(String[] args) {
        int count = Integer.parseInt(args[0]);
        long before = used();
        MemoryStore memory = new MemoryStore(2 * count + 1, CLOCK);
        if (args.length > 1) {
            try (Database database = Database.open(Path.of(args[1]));
                    WriteThroughStore kept =
                            new WriteThroughStore(memory, database, "session", InstantSource.system())) {
                kept.flush();
            }
        } else {
            begin(memory, count);
        }
        System.out.println("bytes " + (used() - before));
        if (memory.size() < count) {
            throw new IllegalStateException("only " + memory.size() + " entries");
        }
    }

    private static void begin(ExpiringStore store, int count) {
        Sessions sessions = new Sessions(store, new Tokens(new SecureRandom()), CLOCK, LIVES);
        for (int i = 1; i <= count; i++) {
            sessions.begin(i, Seed.name(i), false, Seed.arrival(i));
        }
    }

    /** After what nobody holds is gone; once is not always enough. */
    private static long used() {
        Runtime machine = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return machine.totalMemory() - machine.freeMemory();
    }
}
