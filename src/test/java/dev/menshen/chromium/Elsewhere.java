package dev.menshen.chromium;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Somebody else's site: shows whatever page it was given, and sends on whoever comes to {@code /bounce?URL}. */
final class Elsewhere implements AutoCloseable {

    private final HttpServer server;
    private volatile String page = "";

    private Elsewhere(HttpServer server) {
        this.server = server;
        server.createContext("/", this::show);
        server.createContext("/bounce", Elsewhere::bounce);
        server.start();
    }

    /** A new site on a free port of loopback. */
    static Elsewhere open() {
        try {
            return new Elsewhere(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shows this to whoever comes next. */
    void shows(String html) {
        page = html;
    }

    /** Its address under this name. */
    String at(String name) {
        return "http://" + name + ":" + server.getAddress().getPort();
    }

    private void show(HttpExchange exchange) throws IOException {
        byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void bounce(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Location", exchange.getRequestURI().getQuery());
        exchange.sendResponseHeaders(307, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
