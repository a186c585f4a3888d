package dev.menshen.sms;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Texts on their way to the gateway: so many at most, each sent after the answer to whoever asked for it and apart from
 * it, so that neither the answer nor its time tells what became of the text.
 */
public final class Outgoing implements AutoCloseable {

    /** Under way at once, waiting ones included. */
    static final int MOST = 200;

    /** A slow gateway holds these threads and no others. */
    private static final int THREADS = 4;

    /** Until the answer is sent: a text that is being sent already takes its share of the machine. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Shorter than the time after which a phone may ask for another, which this one must not overtake. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** How long an end waits for texts from its announcement on, and how long at the least. */
    private static final Duration END = Duration.ofSeconds(3);

    private static final Duration SHORTEST_END = Duration.ofSeconds(1);

    private static final String NO_ROOM = "too many are under way";

    // A reason of the gateway's may repeat a phone or a code: of its numbers only the short ones are logged.
    private static final String LONG_NUMBER = "[0-9]{4,}";

    private static final Logger LOG = LoggerFactory.getLogger(Outgoing.class);

    private final SmsSender sender;
    private final InstantSource clock;
    private final Executor executor;
    private final Runnable stop;
    private final Semaphore room = new Semaphore(MOST);
    /** Those to be sent, and those to be given up, of which each counts against the day's budget until then. */
    private final Set<Text> waiting = ConcurrentHashMap.newKeySet();

    private volatile long end;
    private volatile boolean over;

    private Outgoing(SmsSender sender, InstantSource clock, Executor executor, Runnable stop) {
        this.sender = sender;
        this.clock = clock;
        this.executor = executor;
        this.stop = stop;
        this.end = System.nanoTime();
    }

    /** Sends each text there and then, for senders that ask nobody else. */
    public static Outgoing atOnce(SmsSender sender) {
        return new Outgoing(sender, InstantSource.system(), Runnable::run, () -> {});
    }

    /** Sends each text a moment later, on threads of its own. */
    public static Outgoing later(SmsSender sender, InstantSource clock) {
        AtomicInteger count = new AtomicInteger();
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "sms-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        Executor pausing = CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS, threads);
        return new Outgoing(sender, clock, pausing, () -> interrupt(threads));
    }

    private record Text(SmsMessage message, Consumer<Exception> failed, Instant since, boolean fits) {}

    /** Whether there is room for one text more. */
    boolean hasRoom() {
        return room.availablePermits() > 0;
    }

    /**
     * Sends a text.
     *
     * @param failed is told why it was not sent, or that this is not known; from any thread
     */
    void send(SmsMessage message, Consumer<Exception> failed) {
        add(new Text(message, failed, clock.instant(), room.tryAcquire()));
    }

    /** Does not send a text for which there was no room; whoever asks does not wait for what follows from that either. */
    void giveUp(SmsMessage message, Consumer<Exception> failed) {
        add(new Text(message, failed, clock.instant(), false));
    }

    private void add(Text text) {
        waiting.add(text);
        // What comes after the end is not carried any more; either this or the end takes it out.
        if (over && waiting.remove(text)) {
            fail(text, new IOException("the door is closing"));
            return;
        }
        executor.execute(() -> carry(text));
    }

    private void carry(Text text) {
        if (!waiting.remove(text)) {
            return;
        }
        try {
            if (!text.fits()) {
                throw new IOException(NO_ROOM);
            }
            if (Duration.between(text.since(), clock.instant()).compareTo(LONGEST_WAIT) > 0) {
                throw new IOException("too many were before it");
            }
            sender.send(text.message());
        } catch (IOException | RuntimeException e) {
            fail(text, e);
        } finally {
            if (text.fits()) {
                room.release();
            }
        }
    }

    private static void fail(Text text, Exception e) {
        // Without the exception itself: its message, or its cause's, would be written out in full. What the library
        // says may repeat an address with its secrets.
        String why = e instanceof IOException ? ": " + e.getMessage() : "";
        LOG.warn(
                "{} was not taken by the gateway: {}{}",
                text.message(),
                e.getClass().getName(),
                why.replaceAll(LONG_NUMBER, "…"));
        try {
            text.failed().accept(e);
        } catch (RuntimeException out) {
            LOG.warn("{} is still counted as sent: {}", text.message(), out.getMessage());
        }
    }

    /** Announces the end: texts have some seconds from now on. */
    public void endSoon() {
        end = System.nanoTime() + END.toNanos();
    }

    /** Waits some seconds for the texts under way; those left are not sent. The stores are still needed for it. */
    @Override
    public void close() {
        await(Math.max(end - System.nanoTime(), SHORTEST_END.toNanos()));
        over = true;
        List.copyOf(waiting).stream()
                .filter(waiting::remove)
                .forEach(text -> fail(text, new IOException(text.fits() ? "the door is closing" : NO_ROOM)));
        stop.run();
    }

    /** Takes all places, so that none is left for a text that comes too late. */
    private void await(long nanos) {
        try {
            boolean unused = room.tryAcquire(MOST, nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void interrupt(ExecutorService threads) {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(SHORTEST_END.toMillis() / 2, TimeUnit.MILLISECONDS)) {
                LOG.warn("a text is still being sent");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
