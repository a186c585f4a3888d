package dev.menshen.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a store far away said less than half a second ago, in memory. Whoever changes an entry through this one sees that at
 * once; what is changed elsewhere is seen half a second later, whether the store can be reached meanwhile or not.
 *
 * <p>Only {@link #get} answers from memory. All that decides something compares in the store itself, as ever.
 */
public final class RecentStore implements ExpiringStore {

    /** How old a copy may be. */
    static final Duration FRESH = Duration.ofMillis(500);

    private final ExpiringStore origin;
    private final InstantSource clock;
    private final int most;
    private final ConcurrentHashMap<String, Copy> copies = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    /**
     * Copies of this store.
     *
     * @param clock that nobody sets back
     * @param most copies at a time
     */
    public RecentStore(ExpiringStore origin, InstantSource clock, int most) {
        this.origin = origin;
        this.clock = clock;
        this.most = most;
    }

    /** An entry as it was when it was asked for. */
    private record Copy(Entry entry, Instant asked) {

        boolean isFresh(Instant now) {
            return now.isBefore(asked.plus(FRESH)) && !now.isBefore(asked);
        }

        Optional<Entry> at(Instant now) {
            Duration left = entry.left().minus(Duration.between(asked, now));
            return left.toMillis() > 0 ? Optional.of(new Entry(entry.value(), left)) : Optional.empty();
        }
    }

    @Override
    public Optional<Entry> get(String key) {
        Instant now = clock.instant();
        Copy copy = copies.get(key);
        if (copy != null && copy.isFresh(now)) {
            return copy.at(now);
        }
        long before = changes.get();
        Optional<Entry> entry = origin.get(key);
        entry.ifPresent(found -> keep(key, new Copy(found, now), before));
        return entry;
    }

    /** A change may come between the question and this; whoever makes it counts it first and then takes the copy away. */
    private void keep(String key, Copy copy, long before) {
        if (copies.size() >= most) {
            copies.values().removeIf(old -> !old.isFresh(copy.asked()));
        }
        if (copies.size() < most) {
            // In one step, so that nobody sees it who has seen the change.
            copies.compute(key, (same, old) -> changes.get() == before ? copy : null);
        }
    }

    private void changed(String key) {
        changes.incrementAndGet();
        copies.remove(key);
    }

    @Override
    public void put(String key, String value, Duration life) {
        try {
            origin.put(key, value, life);
        } finally {
            changed(key);
        }
    }

    @Override
    public boolean replace(String key, Optional<String> expected, String value, Duration life) {
        try {
            return origin.replace(key, expected, value, life);
        } finally {
            // Also where it was not: what was expected is not what is there.
            changed(key);
        }
    }

    @Override
    public void touch(String key, Duration life) {
        try {
            origin.touch(key, life);
        } finally {
            changed(key);
        }
    }

    @Override
    public Optional<String> take(String key) {
        try {
            return origin.take(key);
        } finally {
            changed(key);
        }
    }

    @Override
    public boolean remove(String key, String expected) {
        try {
            return origin.remove(key, expected);
        } finally {
            changed(key);
        }
    }

    @Override
    public Duration reserve(List<Allowance> allowances) {
        try {
            return origin.reserve(allowances);
        } finally {
            allowances.forEach(allowance -> changed(allowance.key()));
        }
    }

    @Override
    public void release(List<Allowance> allowances) {
        try {
            origin.release(allowances);
        } finally {
            allowances.forEach(allowance -> changed(allowance.key()));
        }
    }
}
