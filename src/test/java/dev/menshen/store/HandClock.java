package dev.menshen.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved by hand. */
public final class HandClock implements InstantSource {

    private volatile Instant now = Instant.parse("2026-11-01T08:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    /** Moves the clock on. */
    public void pass(Duration time) {
        now = now.plus(time);
    }
}
