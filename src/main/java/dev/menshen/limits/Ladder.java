package dev.menshen.limits;

import java.time.Duration;

/**
 * How long to wait after so many failures in a row: not at all after the first few, then twice as long each time, up to
 * a bound (NIST SP 800-63B-4, section 3.2.2: "30 seconds up to an hour").
 *
 * @param free the first failure after which there is a wait
 * @param first the wait after that one
 * @param most the longest wait
 */
record Ladder(int free, Duration first, Duration most) {

    /** So many doublings lead from any wait to beyond any bound. */
    private static final int ENOUGH_DOUBLINGS = 30;

    Duration after(int failures) {
        if (failures < free) {
            return Duration.ZERO;
        }
        Duration wait = first.multipliedBy(1L << Math.min(failures - free, ENOUGH_DOUBLINGS));
        return wait.compareTo(most) < 0 ? wait : most;
    }
}
