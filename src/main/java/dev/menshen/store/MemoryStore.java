package dev.menshen.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An expiring store in this process's memory, of bounded size: when it is full, what is over goes first, then what would
 * end soonest.
 */
public final class MemoryStore implements ExpiringStore {

    private final ConcurrentHashMap<String, Held> all = new ConcurrentHashMap<>();
    private final ReentrantLock sweeping = new ReentrantLock();
    private final ReentrantLock counting = new ReentrantLock();
    private final int capacity;
    private final InstantSource clock;
    private final Consumer<String> gone;

    /**
     * An empty store.
     *
     * @param capacity how many entries it holds at the most
     * @param clock one that is never set back, such as {@link MonotonicClock}
     */
    public MemoryStore(int capacity, InstantSource clock) {
        this(capacity, clock, key -> {});
    }

    /** The same; {@code gone} hears the key of each entry that had to make room before its life was over. */
    public MemoryStore(int capacity, InstantSource clock, Consumer<String> gone) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a store without room: " + capacity);
        }
        this.capacity = capacity;
        this.clock = clock;
        this.gone = gone;
    }

    @Override
    public Optional<Entry> get(String key) {
        long now = clock.millis();
        Held held = all.get(key);
        if (held == null) {
            return Optional.empty();
        }
        if (!held.lives(now)) {
            all.remove(key, held);
            return Optional.empty();
        }
        return Optional.of(new Entry(held.value, Duration.ofMillis(held.ends - now)));
    }

    @Override
    public void put(String key, String value, Duration life) {
        all.put(key, new Held(value, clock.millis() + Life.millis(life)));
        makeRoom();
    }

    @Override
    public boolean replace(String key, Optional<String> expected, String value, Duration life) {
        long now = clock.millis();
        Held fresh = new Held(value, now + Life.millis(life));
        Held after = all.compute(key, (k, old) -> {
            Optional<String> living = old != null && old.lives(now) ? Optional.of(old.value) : Optional.empty();
            return living.equals(expected) ? fresh : old;
        });
        makeRoom();
        return after == fresh;
    }

    @Override
    public void touch(String key, Duration life) {
        long now = clock.millis();
        long ends = now + Life.millis(life);
        all.computeIfPresent(key, (k, old) -> old.lives(now) ? new Held(old.value, ends) : null);
    }

    @Override
    public Optional<String> take(String key) {
        long now = clock.millis();
        Held held = all.remove(key);
        return held != null && held.lives(now) ? Optional.of(held.value) : Optional.empty();
    }

    @Override
    public boolean remove(String key, String expected) {
        long now = clock.millis();
        while (true) {
            Held held = all.get(key);
            if (held == null || !held.lives(now) || !held.value.equals(expected)) {
                return false;
            }
            // Fails only when somebody else removed or changed it meanwhile, perhaps no more than its life.
            if (all.remove(key, held)) {
                return true;
            }
        }
    }

    @Override
    public Duration reserve(List<Allowance> allowances) {
        counting.lock();
        try {
            long now = clock.millis();
            long wait = 0;
            for (Allowance allowance : allowances) {
                Held held = living(allowance.key(), now);
                if (uses(held) >= allowance.most()) {
                    long left = held == null ? Life.millis(allowance.window()) : held.ends - now;
                    wait = Math.max(wait, left);
                }
            }
            if (wait == 0) {
                allowances.forEach(allowance -> count(allowance, now));
            }
            return Duration.ofMillis(wait);
        } finally {
            counting.unlock();
            makeRoom();
        }
    }

    private void count(Allowance allowance, long now) {
        Held held = living(allowance.key(), now);
        long ends = held == null ? now + Life.millis(allowance.window()) : held.ends;
        all.put(allowance.key(), new Held(Integer.toString(uses(held) + 1), ends));
    }

    @Override
    public void release(List<Allowance> allowances) {
        counting.lock();
        try {
            long now = clock.millis();
            for (Allowance allowance : allowances) {
                all.computeIfPresent(
                        allowance.key(),
                        (key, held) -> held.lives(now) && uses(held) > 1
                                ? new Held(Integer.toString(uses(held) - 1), held.ends)
                                : null);
            }
        } finally {
            counting.unlock();
        }
    }

    /** How many entries are held, those that are over but not yet swept away included; never more than the capacity. */
    public int size() {
        return all.size();
    }

    private @Nullable Held living(String key, long now) {
        Held held = all.get(key);
        return held != null && held.lives(now) ? held : null;
    }

    private static int uses(@Nullable Held held) {
        return held == null ? 0 : Integer.parseInt(held.value);
    }

    /** Waits for whoever sweeps, so that writers cannot outrun the sweep. */
    private void makeRoom() {
        if (all.size() <= capacity) {
            return;
        }
        sweeping.lock();
        try {
            if (all.size() > capacity) {
                sweep();
            }
        } finally {
            sweeping.unlock();
        }
    }

    /** Goes down to 15/16 of the capacity at once, so that a flood pays for one pass every so many entries. */
    private void sweep() {
        long now = clock.millis();
        all.values().removeIf(held -> !held.lives(now));
        long[] ends =
                all.values().stream().mapToLong(held -> held.ends).sorted().toArray();
        int excess = ends.length - (capacity - capacity / 16);
        if (excess <= 0) {
            return;
        }
        long last = ends[excess - 1];
        long sooner = Arrays.stream(ends).filter(end -> end < last).count();
        // Of those that end together with the last to go, only as many go as must.
        long[] ties = {excess - sooner};
        all.forEach((key, held) -> {
            if ((held.ends < last || (held.ends == last && ties[0]-- > 0)) && all.remove(key, held)) {
                gone.accept(key);
            }
        });
    }

    /** A value and the millisecond at which it is over; two of them are never equal, so that what was looked at is what is removed. */
    private static final class Held {
        final String value;
        final long ends;

        Held(String value, long ends) {
            this.value = value;
            this.ends = ends;
        }

        boolean lives(long now) {
            return now < ends;
        }
    }
}
