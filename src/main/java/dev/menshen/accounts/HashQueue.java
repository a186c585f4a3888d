package dev.menshen.accounts;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets so many hashes be computed at once, each in a memory of its own, and so many callers wait for a short while. */
final class HashQueue {

    /** Enough for an office that comes back from lunch; what is beyond would wait too long anyway. */
    private static final int MOST_WAITING = 64;

    private static final long WAIT_SECONDS = 5;

    private final BlockingQueue<HashMemory> idle;
    private final AtomicInteger inside = new AtomicInteger();
    private final int most;

    HashQueue(int atOnce) {
        this.idle = new ArrayBlockingQueue<>(atOnce, true);
        this.most = atOnce + MOST_WAITING;
        for (int i = 0; i < atOnce; i++) {
            idle.add(new HashMemory());
        }
    }

    /**
     * Computes a hash as soon as it is this caller's turn.
     *
     * @throws Busy when too many wait, or it has been too long
     */
    <T> T run(Function<HashMemory, T> hash) {
        try {
            if (inside.incrementAndGet() > most) {
                throw new Busy("more than " + MOST_WAITING + " wait for a password hash");
            }
            HashMemory memory = next();
            if (memory == null) {
                throw new Busy("no password hash within " + WAIT_SECONDS + " s");
            }
            try {
                return hash.apply(memory);
            } finally {
                idle.add(memory);
            }
        } finally {
            inside.decrementAndGet();
        }
    }

    private @Nullable HashMemory next() {
        try {
            return idle.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Busy("interrupted while waiting for a password hash");
        }
    }
}
