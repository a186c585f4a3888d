package dev.menshen.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An expiring store in memory whose entries outlive the process but for the last second: changes are written in batches,
 * off every request, for what is changed often and may be told by the time it takes.
 */
public final class WriteBehindStore implements ExpiringStore, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WriteBehindStore.class);

    /** How often changes are written; those since the last time are lost by a crash. */
    private static final long BATCH_MILLIS = 1_000;

    private final ExpiringStore memory;
    private final KeptEntries disk;
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer;

    /**
     * A store with everything that lives still under this name.
     *
     * @param memory makes an empty store, which tells the keys that had to make room
     * @param name what keeps its entries apart from those of other stores in the database
     * @param clock the time of day, for it must mean the same to the next process
     */
    public WriteBehindStore(
            Function<Consumer<String>, ExpiringStore> memory, Database database, String name, InstantSource clock) {
        this.memory = memory.apply(changed::add);
        this.disk = new KeptEntries(database, name, clock);
        disk.eachLiving((key, entry) -> this.memory.put(key, entry.value(), entry.left()));
        // Not a java.util.Timer: that one goes by the time of day, and stands still for as long as it is set back.
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "kept-entries-" + name);
            thread.setDaemon(true);
            return thread;
        });
        Future<?> unused =
                timer.scheduleWithFixedDelay(this::flushOrWarn, BATCH_MILLIS, BATCH_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public Optional<Entry> get(String key) {
        return memory.get(key);
    }

    @Override
    public void put(String key, String value, Duration life) {
        memory.put(key, value, life);
        changed.add(key);
    }

    @Override
    public boolean replace(String key, Optional<String> expected, String value, Duration life) {
        boolean replaced = memory.replace(key, expected, value, life);
        if (replaced) {
            changed.add(key);
        }
        return replaced;
    }

    @Override
    public void touch(String key, Duration life) {
        memory.touch(key, life);
        changed.add(key);
    }

    @Override
    public Optional<String> take(String key) {
        Optional<String> taken = memory.take(key);
        changed.add(key);
        return taken;
    }

    @Override
    public boolean remove(String key, String expected) {
        boolean removed = memory.remove(key, expected);
        changed.add(key);
        return removed;
    }

    @Override
    public Duration reserve(List<Allowance> allowances) {
        Duration wait = memory.reserve(allowances);
        allowances.forEach(allowance -> changed.add(allowance.key()));
        return wait;
    }

    @Override
    public void release(List<Allowance> allowances) {
        memory.release(allowances);
        allowances.forEach(allowance -> changed.add(allowance.key()));
    }

    /** Writes the changes since the last time, if any, and with them sweeps out what is over. */
    public synchronized void flush() {
        Set<String> batch = Set.copyOf(changed);
        if (batch.isEmpty()) {
            // Every second of a quiet night would otherwise take the one writer of the database.
            return;
        }
        // Taken off first: what changes while the batch is written is in the next one as well.
        changed.removeAll(batch);
        try {
            disk.update(batch, (key, taker) -> taker.take(key, memory.get(key)));
        } catch (RuntimeException e) {
            changed.addAll(batch);
            throw e;
        }
    }

    private void flushOrWarn() {
        try {
            flush();
        } catch (RuntimeException e) {
            // The timer would stop for good at an exception; the next batch has these changes again.
            LOG.warn("counters were not written: {}", e.getMessage());
        }
    }

    /** Writes what is still to be written. To be called before the database is closed. */
    @Override
    public void close() {
        timer.shutdown();
        flushOrWarn();
    }
}
