package dev.menshen.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A scheme, host and port, as in the {@code Origin} header (RFC 6454, section 7); the port is always named.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case, IPv6 in brackets
 * @param port 1 to 65535
 */
public record Origin(String scheme, String host, int port) {

    /** The origin that this text names, with nothing after host and port; {@code null} and the like name none. */
    public static Optional<Origin> read(String text) {
        try {
            URI uri = new URI(text);
            boolean bare = uri.getRawPath() != null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null;
            return bare ? of(uri.getScheme(), uri.getRawAuthority()) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** The origin of a scheme and what a {@code Host} header says. */
    public static Optional<Origin> of(@Nullable String scheme, @Nullable String authority) {
        if (scheme == null || authority == null) {
            return Optional.empty();
        }
        String lower = scheme.toLowerCase(Locale.ROOT);
        if (!lower.equals("http") && !lower.equals("https")) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(lower + "://" + authority).parseServerAuthority();
            int port = uri.getPort() >= 0 ? uri.getPort() : standardPort(lower);
            boolean plain = uri.getRawUserInfo() == null && uri.getHost() != null && port >= 1 && port <= 65535;
            return plain && authority.equals(uri.getRawAuthority())
                    ? Optional.of(new Origin(lower, uri.getHost().toLowerCase(Locale.ROOT), port))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Whether a browser talks to it through TLS. */
    public boolean isHttps() {
        return scheme.equals("https");
    }

    /** Host and port, the port left out where it is the scheme's own. */
    public String authority() {
        return host + (port == standardPort(scheme) ? "" : ":" + port);
    }

    /** As in a URL, the port left out where it is the scheme's own. */
    @Override
    public String toString() {
        return scheme + "://" + authority();
    }

    private static int standardPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }
}
