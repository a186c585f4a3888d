package dev.menshen.sms;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A gateway on a free port of loopback that answers as it is told to, and keeps what it was asked. */
public final class Gateway implements AutoCloseable {

    /** All that it was asked, in the order it came. */
    public final List<Asked> all = new CopyOnWriteArrayList<>();

    private final BlockingQueue<Asked> untaken = new LinkedBlockingQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch cutOff = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile Answer answer = Answer.status(200);

    /** One request. */
    public record Asked(String verb, URI uri, Map<String, List<String>> headers, String body) {

        /** The header of this name. */
        public String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }
    }

    /** How it answers. */
    public interface Answer {

        void give(Gateway gateway, HttpExchange exchange) throws IOException;

        /** With this status, and a few words. */
        static Answer status(int status) {
            return body(status, "{\"code\":" + status + "}");
        }

        /** With this status and body. */
        static Answer body(int status, String body) {
            return (gateway, exchange) -> {
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            };
        }

        /** Not until it closes. */
        static Answer never() {
            return (gateway, exchange) -> gateway.awaitClosing();
        }

        /** With a way back to itself. */
        static Answer redirect(int status) {
            return (gateway, exchange) -> {
                exchange.getResponseHeaders().set("Location", gateway.url() + "again");
                exchange.sendResponseHeaders(status, -1);
            };
        }

        /** Without an end, until whoever asked hangs up. */
        static Answer endless(int status) {
            return (gateway, exchange) -> {
                exchange.sendResponseHeaders(status, 0);
                try (OutputStream out = exchange.getResponseBody()) {
                    while (gateway.closing.getCount() > 0) {
                        out.write(new byte[8192]);
                    }
                } catch (IOException hungUp) {
                    gateway.cutOff.countDown();
                }
            };
        }
    }

    public Gateway() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Answers like this from now on. */
    public Gateway answering(Answer other) {
        answer = other;
        return this;
    }

    /** Its address. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** The next request that was not taken yet, waited for. */
    public Asked take() {
        try {
            Asked asked = untaken.poll(20, TimeUnit.SECONDS);
            assertThat(asked).as("a request within 20 seconds").isNotNull();
            return asked;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until whoever asked has hung up on an endless answer. */
    public void awaitCutOff() throws InterruptedException {
        assertThat(cutOff.await(20, TimeUnit.SECONDS)).as("hung up").isTrue();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Asked asked = new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getRequestHeaders(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        all.add(asked);
        untaken.add(asked);
        try (exchange) {
            answer.give(this, exchange);
        }
    }

    private void awaitClosing() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
