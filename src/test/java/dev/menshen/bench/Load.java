package dev.menshen.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * A closed-loop load: so many connections kept alive, each asking again as soon as it was answered. It does as little as
 * can be done for an answer, for it runs on the same cores as what it measures.
 */
final class Load {

    private static final int FIRST_ROOM = 1 << 12;

    private final InetSocketAddress address;
    private final Supplier<byte[]> requests;
    private final Set<Integer> wanted;

    /**
     * A load of a server on this machine.
     *
     * @param requests hands out the next one, to many threads at once
     * @param wanted the statuses that one of them may be answered with
     */
    Load(URI server, Supplier<byte[]> requests, Integer... wanted) {
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
        this.requests = requests;
        this.wanted = Set.of(wanted);
    }

    /** A load of one GET with these headers, again and again. */
    static Load of(URI uri, Map<String, String> headers, int wanted) {
        byte[] request = Request.get(uri, headers);
        return new Load(uri, () -> request, wanted);
    }

    /** Asks for so long on so many connections. */
    Pace run(int connections, Duration time) {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            long start = System.nanoTime();
            long end = start + time.toNanos();
            List<Future<long[]>> asking = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                asking.add(threads.submit(() -> ask(end)));
            }
            List<long[]> waits = new ArrayList<>();
            for (Future<long[]> one : asking) {
                waits.add(one.get());
            }
            return Pace.of(waits, System.nanoTime() - start);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Returns how long each answer took. */
    private long[] ask(long end) {
        try (Socket socket = new Socket()) {
            socket.connect(address, 5_000);
            socket.setSoTimeout(30_000);
            socket.setTcpNoDelay(true);
            AnswerReader answers = new AnswerReader(socket.getInputStream());
            long[] waits = new long[FIRST_ROOM];
            int count = 0;
            for (long now = System.nanoTime(); now < end; count++) {
                socket.getOutputStream().write(requests.get());
                int status = answers.next();
                if (!wanted.contains(status)) {
                    throw new IOException("answered " + status + " where " + wanted + " was wanted");
                }
                waits = count < waits.length ? waits : Arrays.copyOf(waits, 2 * count);
                long answered = System.nanoTime();
                waits[count] = answered - now;
                now = answered;
            }
            return Arrays.copyOf(waits, count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
