package dev.menshen.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A few held connections of one kind, lent to one caller each, first come first served. */
final class Lanes implements AutoCloseable {

    /** No dependency may hold up a request for longer than this, not even by a queue of others. */
    private static final long WAIT_SECONDS = 3;

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

    /** Lends a connection to this work as soon as one is free. */
    <T, X extends Exception> T lend(Work<T, X> work) throws X {
        Lane lane = next();
        if (lane == null) {
            throw new StorageUnavailable("no database connection was free in " + WAIT_SECONDS + " s");
        }
        try {
            if (closed) {
                throw new StorageUnavailable("the database is closed");
            }
            return work.on(lane);
        } finally {
            idle.add(lane);
        }
    }

    private @Nullable Lane next() {
        try {
            return idle.poll(WAIT_SECONDS, TimeUnit.SECONDS);
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
        T on(Lane lane) throws X;
    }
}
