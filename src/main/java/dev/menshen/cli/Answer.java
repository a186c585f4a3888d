package dev.menshen.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What came of asking an address once: an answer, or the reason in words why there is none. */
sealed interface Answer {

    /** The address answered; of a long body only the beginning is here. */
    record Came(int status, HttpHeaders headers, String body) implements Answer {

        Optional<String> header(String name) {
            return headers.firstValue(name);
        }
    }

    /** It did not. */
    record Failed(String reason) implements Answer {}

    Duration PATIENCE = Duration.ofSeconds(5);
    int MOST_BYTES = 64 * 1024;

    /** Asks with GET, follows no redirect, and waits for five seconds at the most, and as long for the body. */
    static Answer of(HttpClient client, URI address, Map<String, String> headers) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(PATIENCE);
            headers.forEach(request::header);
            var response = client.send(request.build(), BodyHandlers.ofInputStream());
            return new Came(response.statusCode(), response.headers(), text(response.body()));
        } catch (IOException e) {
            return new Failed(reason(address, e));
        } catch (IllegalArgumentException e) {
            // The client asks no host that java.net.URI finds none in.
            return new Failed("cannot be asked from here, which takes " + WebAddress.ASKABLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Failed("interrupted");
        }
    }

    /** Of a body that does not come in time there is nothing: status and headers say enough. */
    private static String text(InputStream body) throws IOException, InterruptedException {
        CompletableFuture<String> text = CompletableFuture.supplyAsync(() -> {
            try {
                return new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            } catch (IOException e) {
                return "";
            }
        });
        try (body) {
            return text.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return "";
        }
    }

    private static String reason(URI address, IOException e) {
        if (has(e, UnresolvedAddressException.class) || has(e, UnknownHostException.class)) {
            return "no address of the name " + address.getHost()
                    + " is known here: a matter of DNS or of the hosts file";
        }
        if (has(e, SSLException.class)) {
            return "the certificate or TLS was not accepted (" + e.getMessage()
                    + "): if it is of a CA of your own, start with -Djavax.net.ssl.trustStore=FILE";
        }
        if (has(e, HttpTimeoutException.class)) {
            return "no answer within " + PATIENCE.toSeconds() + " seconds";
        }
        if (has(e, ConnectException.class)) {
            return "nothing listens at " + address.getAuthority() + ", or a firewall is in between";
        }
        return "the connection broke" + (e.getMessage() == null ? "" : ": " + e.getMessage());
    }

    private static boolean has(Throwable failure, Class<?> kind) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (kind.isInstance(at)) {
                return true;
            }
        }
        return false;
    }
}
