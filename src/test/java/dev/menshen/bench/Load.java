package dev.menshen.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A closed-loop load: so many connections kept alive, each asking again as soon as it was answered. It does as little as
 * can be done for an answer, for it runs on the same cores as what it measures.
 */
final class Load {

    private final InetSocketAddress address;
    private final byte[] request;
    private final int wanted;

    /** A load of GETs of this address, on this machine, with these headers, all of which must be answered with this status. */
    Load(URI uri, Map<String, String> headers, int wanted) {
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), uri.getPort());
        this.wanted = wanted;
        StringBuilder text = new StringBuilder("GET ")
                .append(uri.getRawPath())
                .append(uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
                .append(" HTTP/1.1\r\nHost: ")
                .append(uri.getAuthority())
                .append("\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        request = text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Asks for so long on so many connections; returns answers a second. */
    double perSecond(int connections, Duration time) {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            long start = System.nanoTime();
            long end = start + time.toNanos();
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                counts.add(threads.submit(() -> ask(end)));
            }
            long sum = 0;
            for (Future<Long> count : counts) {
                sum += count.get();
            }
            return sum * 1e9 / (System.nanoTime() - start);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private long ask(long end) {
        try (Socket socket = new Socket()) {
            socket.connect(address, 5_000);
            socket.setSoTimeout(30_000);
            socket.setTcpNoDelay(true);
            AnswerReader answers = new AnswerReader(socket.getInputStream());
            long count = 0;
            while (System.nanoTime() < end) {
                socket.getOutputStream().write(request);
                int status = answers.next();
                if (status != wanted) {
                    throw new IOException("answered " + status + " where " + wanted + " was wanted");
                }
                count++;
            }
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
