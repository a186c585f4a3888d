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

    /** Asks with GET, follows no redirect, and waits for five seconds at the most. */
    static Answer of(HttpClient client, URI address, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(PATIENCE);
        headers.forEach(request::header);
        try {
            var response = client.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                String text = new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
                return new Came(response.statusCode(), response.headers(), text);
            }
        } catch (IOException e) {
            return new Failed(reason(address, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Failed("interrupted");
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
        return "the connection broke: " + e.getMessage();
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
