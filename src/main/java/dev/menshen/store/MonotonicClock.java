package dev.menshen.store;

import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that started with the system's and only ever runs forward at an even pace, so that setting the machine's clock
 * neither ends what lives in memory nor wakes what is over.
 *
 * <p>Not for dates that people read: it drifts away from the system's clock whenever that one is set. On Linux it stands
 * still while the machine is asleep.
 */
public final class MonotonicClock implements InstantSource {

    private final Instant start;
    private final long origin = System.nanoTime();

    /** A clock that says now what {@code system} says now. */
    public MonotonicClock(InstantSource system) {
        this.start = system.instant();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - origin);
    }
}
