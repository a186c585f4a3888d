package dev.menshen.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Short texts under keys, each gone by itself when its life is over: sessions, captchas, codes and counters.
 *
 * <p>Every method is atomic against every other on the same key, from any thread, and, where the store is shared, from
 * any machine. All throw {@link StorageUnavailable} when the store cannot be reached in time. Lives are counted in whole
 * milliseconds, one at the least.
 */
public interface ExpiringStore {

    /** The living entry under this key. */
    Optional<Entry> get(String key);

    /** Keeps {@code value} for {@code life}, over whatever was there. */
    void put(String key, String value, Duration life);

    /**
     * Keeps {@code value} for {@code life} only if the living entry is {@code expected} now, or there is none where
     * {@code expected} is empty.
     *
     * @return whether it was kept
     */
    boolean replace(String key, Optional<String> expected, String value, Duration life);

    /** Sets how long an entry lives from now, if it lives still. May reach the disk some seconds later. */
    void touch(String key, Duration life);

    /** Removes an entry and hands it to exactly one caller. */
    Optional<String> take(String key);

    /** Removes an entry only if it is {@code expected} now; true for exactly one caller. */
    boolean remove(String key, String expected);

    /**
     * Counts one use against all of these allowances, or, if any is used up, against none of them. No key comes twice.
     *
     * <p>An allowance's key reads like any other: {@link #get} hands out its uses so far, in decimal digits.
     *
     * @return zero when the use was counted, otherwise how long until the last of the full ones has room again
     */
    Duration reserve(List<Allowance> allowances);

    /** Gives back one use counted by {@link #reserve}, for something that did not happen after all. */
    void release(List<Allowance> allowances);

    /**
     * A living entry.
     *
     * @param left how long it has to live, more than zero
     */
    record Entry(String value, Duration left) {}

    /**
     * So many uses in a window that opens with the first of them.
     *
     * @param key names what is counted; no other entry is kept under it
     * @param most uses in one window; with zero there is never room
     * @param window its length
     */
    record Allowance(String key, int most, Duration window) {}
}
