package dev.menshen.limits;

import dev.menshen.store.ExpiringStore;
import dev.menshen.store.ExpiringStore.Entry;
import java.time.Duration;
import java.util.Optional;

/**
 * Failures in a row, counted under one key of a store, each of which makes the next wait.
 *
 * <p>The time since the last failure is read off what is left of the entry's life: one clock, the store's, for all
 * machines that share it.
 *
 * @param memory how long failures are remembered after the last of them
 */
record Streak(ExpiringStore store, String key, Ladder ladder, Duration memory) {

    /**
     * A failure that was counted, with what stood there before it.
     *
     * @param after the count with it
     */
    record Counted(Optional<Entry> before, int after) {}

    int failures() {
        return failures(store.get(key));
    }

    /** How long until another try may be made; zero when it may be made now. */
    Duration pause() {
        return pause(store.get(key));
    }

    /** Counts a failure in advance, if one may be made now: of many callers at one moment no more than may. */
    Optional<Counted> reserve() {
        while (true) {
            Optional<Entry> entry = store.get(key);
            if (!pause(entry).isZero()) {
                return Optional.empty();
            }
            Counted counted = new Counted(entry, failures(entry) + 1);
            if (isReplaced(entry, counted.after(), memory)) {
                return Optional.of(counted);
            }
        }
    }

    /** Counts a failure, whether or not a try might have been made. */
    Counted count() {
        while (true) {
            Optional<Entry> entry = store.get(key);
            Counted counted = new Counted(entry, failures(entry) + 1);
            if (isReplaced(entry, counted.after(), memory)) {
                return counted;
            }
        }
    }

    /** Takes back a failure that was counted in advance and did not happen: as if it had never been counted. */
    void takeBack(Counted counted) {
        while (true) {
            Optional<Entry> entry = store.get(key);
            int failures = failures(entry);
            // Others may have been counted meanwhile, or all forgotten; theirs is then the time of the last.
            boolean alone = failures == counted.after();
            Duration left = alone && counted.before().isPresent()
                    ? counted.before().get().left()
                    : entry.map(Entry::left).orElse(memory);
            if (failures == 0
                    || (failures == 1 ? store.remove(key, text(failures)) : isReplaced(entry, failures - 1, left))) {
                return;
            }
        }
    }

    /** The row is broken: the next failure is the first. */
    void forget() {
        store.take(key);
    }

    private Duration pause(Optional<Entry> entry) {
        Duration whole = ladder.after(failures(entry));
        if (entry.isEmpty() || whole.isZero()) {
            return Duration.ZERO;
        }
        // Written by a clock that was ahead, an entry may have more left than it ever had: no pause becomes longer by
        // that.
        Duration since = memory.minus(entry.get().left());
        Duration rest = since.isNegative() ? whole : whole.minus(since);
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    private boolean isReplaced(Optional<Entry> entry, int failures, Duration life) {
        return store.replace(key, entry.map(Entry::value), text(failures), life);
    }

    private static int failures(Optional<Entry> entry) {
        return entry.map(Entry::value).map(Integer::parseInt).orElse(0);
    }

    private static String text(int failures) {
        return Integer.toString(failures);
    }
}
