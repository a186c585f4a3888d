package dev.menshen.web;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A scheme, host and port, as in the {@code Origin} header (RFC 6454, section 7); the port is always named.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case, IPv6 in brackets
 * @param port 1 to 65535
 */
public record Origin(String scheme, String host, int port) {

    /** Names as intranets have them, with underscores too, which stricter parsers refuse. */
    private static final Pattern AUTHORITY = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(?::(\\d{1,5}))?");

    private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");

    /** The origin that this text names, with nothing after host and port; {@code null} and the like name none. */
    public static Optional<Origin> read(String text) {
        int colon = text.indexOf("://");
        return colon < 0 ? Optional.empty() : of(text.substring(0, colon), text.substring(colon + 3));
    }

    /** The origin that a whole URL begins with; none where it has no scheme and host. */
    public static Optional<Origin> start(String url) {
        int host = url.indexOf("://") + 3;
        if (host < 3) {
            return Optional.empty();
        }
        int end = host;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return of(url.substring(0, host - 3), url.substring(host, end));
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
        Matcher matcher = AUTHORITY.matcher(authority);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int port = matcher.group(2) == null ? standardPort(lower) : Integer.parseInt(matcher.group(2));
        return port >= 1 && port <= 65535
                ? Optional.of(new Origin(lower, matcher.group(1).toLowerCase(Locale.ROOT), port))
                : Optional.empty();
    }

    /** Whether a browser talks to it through TLS. */
    public boolean isHttps() {
        return scheme.equals("https");
    }

    /** Whether a browser knows that what it sends there never leaves the machine (Secure Contexts, section 3.1). */
    public boolean isThisMachine() {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || LOOPBACK.matcher(host).matches()
                || host.equals("[::1]");
    }

    /** Whether its host is this domain or lies under it, as cookies have it (RFC 6265, section 5.1.3). */
    public boolean isUnder(String domain) {
        return host.equals(domain) || host.endsWith("." + domain);
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
