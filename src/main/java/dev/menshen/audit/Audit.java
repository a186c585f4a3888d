package dev.menshen.audit;

import dev.menshen.store.Database;
import dev.menshen.store.StorageUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The book of what happened at the door. Each event is a line in the log at once, and a row in the database: before the
 * answer for what somebody was let in or something was changed by, within a second for the rest.
 *
 * <p>While the database cannot take it, the door goes on with the log alone, says so once a minute, and writes later
 * what fits in memory; only a change that is written by its {@link Witness} fails together with its event.
 */
public final class Audit implements AutoCloseable {

    private static final Logger LINES = LoggerFactory.getLogger("menshen.audit");
    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

    private static final long ROUND_MILLIS = 1_000;
    private static final long MINUTE_MILLIS = 60_000;
    private static final Duration DAY = Duration.ofDays(1);

    /** Events that wait for the database; some hundred kilobytes. */
    static final int MOST_WAITING = 2_000;

    /** Rows in one transaction, so that no request waits long for its own. */
    static final int BATCH = 500;

    private final Database database;
    private final InstantSource clock;
    private final Duration kept;
    private final Flood flood = new Flood();
    private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong dropped = new AtomicLong();
    // Not a java.util.Timer: that one goes by the time of day, and stands still for as long as it is set back.
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "audit");
        thread.setDaemon(true);
        return thread;
    });

    // Of the rounds alone, which come one after the other.
    private final List<Entry> batch = new ArrayList<>();
    private long minute;
    private @Nullable Instant swept;
    private boolean settled;

    private final AtomicReference<Instant> complained = new AtomicReference<>(Instant.EPOCH);

    /**
     * A book in this database.
     *
     * @param kept how long a row is kept
     */
    public Audit(Database database, InstantSource clock, Duration kept) {
        this.database = database;
        this.clock = clock;
        this.kept = kept;
        this.minute = clock.millis() / MINUTE_MILLIS;
        Future<?> unused = timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        round();
                    } catch (RuntimeException e) {
                        LOG.error("a round of the audit log broke off", e);
                    }
                },
                ROUND_MILLIS,
                ROUND_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** Writes down what happened. Not to be called within a transaction; that is what {@link #witness} is for. */
    public void record(Event event) {
        if (event.what().isSure()) {
            Entry entry = now(event, 1);
            tell(entry);
            insertNow(entry);
            return;
        }
        Flood.Fate fate = flood.meet(event);
        if (fate != Flood.Fate.COUNTED_ONLY) {
            Entry entry = now(event, 1);
            tell(entry);
            if (fate == Flood.Fate.ROW) {
                insertSoon(entry);
            }
        }
    }

    /** One who writes an event down in the transaction that makes the change. */
    public <T> Witness<T> witness(Function<T, Event> event) {
        return new Witness<>(this, event);
    }

    Entry now(Event event, long count) {
        return new Entry(clock.instant(), event, count);
    }

    void tell(Entry entry) {
        LINES.info(entry.line());
    }

    private void insertNow(Entry entry) {
        try {
            database.write(handle -> new AuditTable(handle).insert(List.of(entry)));
        } catch (StorageUnavailable e) {
            complain(e);
            insertSoon(entry);
        }
    }

    private void insertSoon(Entry entry) {
        if (!waiting.offer(entry)) {
            dropped.incrementAndGet();
        }
    }

    /** What is done each second: ends the minute if it is over, writes out what waits, sweeps out what is old. */
    synchronized void round() {
        long now = clock.millis() / MINUTE_MILLIS;
        if (now != minute) {
            minute = now;
            settled = true;
            endMinute();
        }
        try {
            writeOut();
            if (settled) {
                // Not while the door is being opened, which would then wait for it.
                sweep();
            }
        } catch (StorageUnavailable e) {
            complain(e);
        }
    }

    private void endMinute() {
        Flood.Ended ended = flood.end();
        ended.folded().forEach(one -> add(now(one.getKey(), one.getValue())));
        long lost = ended.withoutRow() + dropped.getAndSet(0);
        if (lost > 0) {
            add(now(new Event(What.EVENTS_DROPPED, Subject.NOBODY, Method.NONE, "", "without-row"), lost));
        }
    }

    private void add(Entry entry) {
        tell(entry);
        insertSoon(entry);
    }

    private void writeOut() {
        while (!batch.isEmpty() || waiting.drainTo(batch, BATCH) > 0) {
            database.write(handle -> new AuditTable(handle).insert(batch));
            batch.clear();
        }
    }

    /** A batch a round, so that even a great deal of it is in nobody's way. */
    private void sweep() {
        Instant now = clock.instant();
        if (swept != null && Duration.between(swept, now).abs().compareTo(DAY) < 0) {
            return;
        }
        if (database.write(handle -> new AuditTable(handle).sweep(now.minus(kept), BATCH)) < BATCH) {
            swept = now;
        }
    }

    private void complain(StorageUnavailable e) {
        Instant now = clock.instant();
        Instant last = complained.get();
        if (Duration.between(last, now).abs().toMillis() >= MINUTE_MILLIS && complained.compareAndSet(last, now)) {
            LOG.warn("the audit log is in this log alone, for the database does not take it: {}", e.getMessage());
        }
    }

    /** Writes out what waits, with what was counted only; the database is still needed for it. */
    @Override
    public synchronized void close() {
        timer.shutdown();
        endMinute();
        try {
            writeOut();
        } catch (StorageUnavailable e) {
            LOG.warn("{} events of the audit log are in this log alone", batch.size() + waiting.size());
        }
    }
}
