package dev.menshen.store;

import java.time.Duration;

/** The length of an entry's life, as a store counts it. */
final class Life {

    private Life() {}

    /** The whole milliseconds of a life; one that is over before it begins is a mistake of the caller. */
    static long millis(Duration life) {
        long millis = life.toMillis();
        if (millis < 1) {
            throw new IllegalArgumentException("a life shorter than a millisecond: " + life);
        }
        return millis;
    }
}
