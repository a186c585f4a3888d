package dev.menshen.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A few held connections of one kind, lent to one caller each, first come first served. */
final class Lanes implements AutoCloseable {

    private final BlockingQueue<Lane> idle;
    private final int count;
    private volatile boolean closed;

    Lanes(int count, Lane.Connector connector) {
        this.count = count;
        this.idle = new ArrayBlockingQueue<>(count, true);
        for (int i = 0; i < count; i++) {
            idle.add(new Lane(connector));
        }
    }

    /** Lends a connection to this work as soon as one is free, with what is left of a caller's patience then. */
    <T, X extends Exception> T lend(Work<T, X> work) throws X {
        long start = System.nanoTime();
        Lane lane = next();
        if (lane == null) {
            throw new StorageUnavailable("no database connection was free in " + SqliteFile.BUSY_MILLIS + " ms");
        }
        try {
            if (closed) {
                throw new StorageUnavailable("the database is closed");
            }
            // Who waited for others here must not then wait as long again for another program.
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            return work.on(lane, Duration.ofMillis(SqliteFile.BUSY_MILLIS).minus(waited));
        } finally {
            idle.add(lane);
        }
    }

    private @Nullable Lane next() {
        try {
            return idle.poll(SqliteFile.BUSY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageUnavailable("interrupted while waiting for the database", e);
        }
    }

    /** Closes each connection as soon as its work is done; nothing is lent any more. */
    @Override
    public void close() {
        closed = true;
        List<Lane> all = new ArrayList<>();
        while (all.size() < count) {
            Lane lane = next();
            if (lane == null) {
                break;
            }
            lane.close();
            all.add(lane);
        }
        idle.addAll(all);
    }

    /**
     * What is done with a borrowed connection.
     *
     * @param <T> what comes of it
     * @param <X> what it may throw
     */
    interface Work<T, X extends Exception> {
        T on(Lane lane, Duration patience) throws X;
    }
}
