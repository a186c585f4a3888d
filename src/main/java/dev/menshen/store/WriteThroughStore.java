package dev.menshen.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An expiring store in memory whose entries outlive the process: each change is on the disk before the call returns, and
 * a new process reads back what lives still.
 *
 * <p>Only {@link #touch} is written later, in batches, so that being looked at costs no disk; a crash may lose the
 * touches of some seconds. What {@link #reserve} counts stays in memory only.
 */
public final class WriteThroughStore implements ExpiringStore, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WriteThroughStore.class);

    /** How often touches are written; those since the last time are lost by a crash. */
    private static final long BATCH_MILLIS = 5_000;

    /** More than there are writers at once, so that two keys rarely wait for each other. */
    private static final int LOCKS = 64;

    private final ExpiringStore memory;
    private final KeptEntries disk;
    private final List<ReentrantLock> locks =
            IntStream.range(0, LOCKS).mapToObj(i -> new ReentrantLock()).toList();
    private final Set<String> touched = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer;

    /**
     * A store with everything that lives still under this name.
     *
     * @param memory an empty store, which nobody else uses
     * @param name what keeps its entries apart from those of other stores in the database
     * @param clock the time of day, for it must mean the same to the next process
     */
    public WriteThroughStore(ExpiringStore memory, Database database, String name, InstantSource clock) {
        this.memory = memory;
        this.disk = new KeptEntries(database, name, clock);
        fill();
        // Not a java.util.Timer: that one goes by the time of day, and stands still for as long as it is set back.
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "kept-entries-" + name);
            thread.setDaemon(true);
            return thread;
        });
        Future<?> unused =
                timer.scheduleWithFixedDelay(this::flushOrWarn, BATCH_MILLIS, BATCH_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** A list of one key is that very key, as it was when it was made: one text for both spares the heap a fifth. */
    private void fill() {
        Map<String, String> tokens = new HashMap<>();
        UnaryOperator<String> once = text -> Tokens.isToken(text) ? tokens.computeIfAbsent(text, same -> same) : text;
        disk.eachLiving((key, entry) -> memory.put(once.apply(key), once.apply(entry.value()), entry.left()));
    }

    @Override
    public Optional<Entry> get(String key) {
        return memory.get(key);
    }

    @Override
    public void put(String key, String value, Duration life) {
        ReentrantLock lock = lock(key);
        try {
            keep(key, value, life);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean replace(String key, Optional<String> expected, String value, Duration life) {
        ReentrantLock lock = lock(key);
        try {
            if (!memory.get(key).map(Entry::value).equals(expected)) {
                return false;
            }
            keep(key, value, life);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The disk first: whoever sees the entry in memory may rely on it. */
    private void keep(String key, String value, Duration life) {
        disk.put(key, new Entry(value, life));
        memory.put(key, value, life);
    }

    /** Takes no lock, for a look at a session must never wait for somebody else's disk. */
    @Override
    public void touch(String key, Duration life) {
        memory.touch(key, life);
        touched.add(key);
    }

    @Override
    public Optional<String> take(String key) {
        ReentrantLock lock = lock(key);
        try {
            if (memory.get(key).isEmpty()) {
                return Optional.empty();
            }
            disk.remove(key);
            return memory.take(key);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean remove(String key, String expected) {
        ReentrantLock lock = lock(key);
        try {
            if (!memory.get(key).map(Entry::value).equals(Optional.of(expected))) {
                return false;
            }
            disk.remove(key);
            return memory.remove(key, expected);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Duration reserve(List<Allowance> allowances) {
        return memory.reserve(allowances);
    }

    @Override
    public void release(List<Allowance> allowances) {
        memory.release(allowances);
    }

    /** Writes the touches since the last time and sweeps out what is over. */
    public void flush() {
        Set<String> batch = Set.copyOf(touched);
        try {
            disk.update(batch, this::whileQuiet);
        } catch (RuntimeException e) {
            touched.addAll(batch);
            throw e;
        }
    }

    /**
     * Lends the entry as memory has it, while nobody changes it; an entry that is being changed waits for the next batch.
     * The batch holds the database here, and who changes an entry waits for the database, so this must not wait.
     */
    private void whileQuiet(String key, KeptEntries.Taker taker) {
        ReentrantLock lock = locks.get(index(key));
        if (lock.tryLock()) {
            try {
                touched.remove(key);
                taker.take(key, memory.get(key));
            } finally {
                lock.unlock();
            }
        }
    }

    private void flushOrWarn() {
        try {
            flush();
        } catch (RuntimeException e) {
            // The timer would stop for good at an exception; the next batch has these touches again.
            LOG.warn("touches were not written: {}", e.getMessage());
        }
    }

    /** Writes what is still to be written. To be called before the database is closed. */
    @Override
    public void close() {
        timer.shutdown();
        flushOrWarn();
    }

    private ReentrantLock lock(String key) {
        ReentrantLock lock = locks.get(index(key));
        lock.lock();
        return lock;
    }

    private static int index(String key) {
        return Math.floorMod(key.hashCode(), LOCKS);
    }
}
