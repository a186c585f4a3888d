package dev.menshen.cli;

import dev.menshen.web.Origin;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address that a configuration names: made of so few characters that it ends no line, string or block of any proxy's
 * syntax.
 *
 * @param path without a slash at its end: empty, or such as {@code /wiki}
 */
record Place(Origin origin, String path) {

    /** Names and addresses; a dot or a hyphen at an end means something to some proxy. */
    private static final Pattern HOST = Pattern.compile("[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?|\\[[0-9a-f:.]+\\]");

    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)*/?");
    private static final Pattern DOTS = Pattern.compile(".*/\\.{1,2}(/.*)?");

    /** Reads a URL of scheme, host, port and path, with nothing after it. */
    static Optional<Place> read(String url) {
        int host = url.indexOf("://") + 3;
        int slash = url.indexOf('/', host);
        String path = slash < 0 ? "" : url.substring(slash);
        if (host < 3 || !PATH.matcher(path).matches() || DOTS.matcher(path).matches()) {
            return Optional.empty();
        }
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return Origin.read(slash < 0 ? url : url.substring(0, slash))
                .filter(origin ->
                        HOST.matcher(origin.host()).matches() && !origin.host().contains(".."))
                .map(origin -> new Place(origin, bare));
    }

    /** Host and port, the port always named. */
    String address() {
        return origin.host() + ":" + origin.port();
    }

    /** As it would be typed. */
    @Override
    public String toString() {
        return origin + path + (path.isEmpty() ? "" : "/");
    }
}
