package dev.menshen.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** An application behind a forwarding proxy of our own that asks the gate, rightly or with one flaw. */
final class GuardedApp implements AutoCloseable {

    private static final List<String> PASSED =
            List.of("Accept", "Accept-Language", "Cookie", "Sec-Fetch-Mode", "Sec-Fetch-Dest");

    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI gate;
    private final Flaw flaw;

    /**
     * What is done to the proxy's question before it is sent.
     *
     * @param passes which of the browser's headers are passed
     * @param question makes the question another one
     * @param url how the URL that the browser asked for is told
     */
    record Flaw(List<String> passes, Consumer<HttpRequest.Builder> question, UnaryOperator<String> url) {

        static final Flaw NONE = new Flaw(PASSED, question -> {}, url -> url);

        static Flaw passingOnly(String... headers) {
            return new Flaw(List.of(headers), question -> {}, url -> url);
        }

        static Flaw telling(UnaryOperator<String> url) {
            return new Flaw(PASSED, question -> {}, url);
        }
    }

    GuardedApp(URI gate, Flaw flaw) {
        this.gate = gate;
        this.flaw = flaw;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/page?a=1");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String url =
                flaw.url().apply("http://" + exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI());
        int scheme = url.indexOf("://");
        int path = url.indexOf('/', scheme + 3);
        HttpRequest.Builder question = HttpRequest.newBuilder(gate)
                .header("X-Forwarded-Method", exchange.getRequestMethod())
                .header("X-Forwarded-Proto", url.substring(0, scheme))
                .header("X-Forwarded-Host", url.substring(scheme + 3, path))
                .header("X-Forwarded-Uri", url.substring(path));
        flaw.passes().forEach(name -> {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                question.header(name, value);
            }
        });
        flaw.question().accept(question);
        try {
            HttpResponse<String> told = client.send(question.build(), HttpResponse.BodyHandlers.ofString());
            told.headers()
                    .firstValue("Location")
                    .ifPresent(to -> exchange.getResponseHeaders().set("Location", to));
            byte[] body = (told.statusCode() == 200 ? "the application" : told.body()).getBytes(StandardCharsets.UTF_8);
            // As a real proxy has it: what it does not understand is its own failure.
            exchange.sendResponseHeaders(
                    told.statusCode() == 400 ? 500 : told.statusCode(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
