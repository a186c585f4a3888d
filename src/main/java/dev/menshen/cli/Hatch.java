package dev.menshen.cli;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an open house hears commands of its owner: a Unix domain socket in its data folder. The database is locked while
 * the door runs, and who is signed in stands in the door's memory, so that a command must be carried out by the door.
 *
 * <p>All callers share one thread. Nobody is waited for longer than {@link #PATIENCE}, and nobody waits for another who
 * is silent.
 */
public final class Hatch implements AutoCloseable {

    /** Of a request, and of an answer. */
    static final int MOST_BYTES = 64 * 1024;

    /** How long a caller may take to ask, and again to take the answer. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Of more callers than this the one who came first is cut off. */
    static final int MOST_CALLERS = 32;

    private static final Logger LOG = LoggerFactory.getLogger(Hatch.class);

    /** The desk may wait for the database that long; it is closed after this, which ends the wait. */
    private static final long MOST_STOP_MILLIS = 1_000;

    private final HatchSocket socket;
    private final ServerSocketChannel server;
    private final Selector selector;
    private final UnaryOperator<String> desk;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::serve, "hatch");
    private boolean failing;

    private Hatch(HatchSocket socket, ServerSocketChannel server, Selector selector, UnaryOperator<String> desk) {
        this.socket = socket;
        this.server = server;
        this.selector = selector;
        this.desk = desk;
        thread.setDaemon(true);
    }

    /** Opens the hatch of a house; where none can be, the log says so in a line and the door goes on without. */
    public static Optional<Hatch> open(Path data, Desk desk) {
        return open(data, line -> Lines.answer(desk, line));
    }

    static Optional<Hatch> open(Path data, UnaryOperator<String> desk) {
        HatchSocket socket = HatchSocket.of(data);
        try {
            Selector selector = Selector.open();
            try {
                ServerSocketChannel server = socket.listen();
                server.register(selector, SelectionKey.OP_ACCEPT);
                Hatch hatch = new Hatch(socket, server, selector, desk);
                hatch.thread.start();
                return Optional.of(hatch);
            } catch (IOException | RuntimeException e) {
                selector.close();
                throw e;
            }
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn("commands such as \"user disable\" need a stopped door here: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private void serve() {
        try {
            while (stopping.getCount() > 0) {
                round();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private void round() throws InterruptedException {
        try {
            selector.select(untilNextCut());
            for (SelectionKey key : selector.selectedKeys()) {
                meet(key);
            }
            selector.selectedKeys().clear();
            callers().stream().filter(one -> one.left() <= 0).forEach(HatchCaller::cutOff);
            failing = false;
        } catch (IOException | RuntimeException e) {
            // Such as no file handle for one more caller: that is so for a while, and not to be said each time.
            if (!failing) {
                LOG.warn("commands cannot be heard for now: {}", e.getMessage());
            }
            failing = true;
            boolean unused = stopping.await(1, TimeUnit.SECONDS);
        }
    }

    /** Milliseconds, 0 for ever. */
    private long untilNextCut() {
        return callers().stream()
                .mapToLong(one -> Math.max(1, TimeUnit.NANOSECONDS.toMillis(one.left()) + 1))
                .min()
                .orElse(0);
    }

    private void meet(SelectionKey key) throws IOException {
        if (!key.isValid()) {
            return;
        }
        if (key.attachment() instanceof HatchCaller caller) {
            hear(key, caller);
            return;
        }
        SocketChannel channel = server.accept();
        if (channel != null) {
            makeRoom();
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new HatchCaller(channel));
        }
    }

    private void hear(SelectionKey key, HatchCaller caller) {
        try {
            if (caller.advance(key, desk)) {
                caller.cutOff();
            }
        } catch (IOException gone) {
            caller.cutOff();
        } catch (RuntimeException e) {
            LOG.error("a command broke off", e);
            caller.cutOff();
        }
    }

    private void makeRoom() {
        List<HatchCaller> callers = callers();
        if (callers.size() >= MOST_CALLERS) {
            callers.stream().min(Comparator.comparingLong(HatchCaller::left)).ifPresent(HatchCaller::cutOff);
        }
    }

    private List<HatchCaller> callers() {
        return selector.keys().stream()
                .filter(key -> key.isValid() && key.attachment() instanceof HatchCaller)
                .map(key -> (HatchCaller) key.attachment())
                .toList();
    }

    private void end() {
        callers().forEach(HatchCaller::cutOff);
        try {
            server.close();
            selector.close();
            Files.deleteIfExists(socket.path());
        } catch (IOException e) {
            LOG.debug("the hatch did not close in order", e);
        }
    }

    /** Hears nobody any more, and waits a second at most for a command that is being carried out. */
    @Override
    public void close() {
        stopping.countDown();
        selector.wakeup();
        try {
            thread.join(MOST_STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
