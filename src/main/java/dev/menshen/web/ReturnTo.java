package dev.menshen.web;

import io.javalin.http.Context;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * Where somebody wants to go after signing in, if it is within the house: a path of this host, or a whole URL of it or
 * of a host that the gate knows.
 *
 * <p>Browsers forgive much that URI parsers do not: back-slashes are slashes to them, and tabs and line breaks are
 * dropped (URL standard, section 4.4). So whatever is not plainly one path is refused rather than mended (OWASP
 * Unvalidated Redirects cheat sheet).
 */
public final class ReturnTo {

    private static final int MOST_CHARACTERS = 5_000;

    /** Pages of ours that somebody who has just signed in does not want to come back to. */
    private static final List<String> DOORS = List.of("/login", "/login/sms", "/logout", "/register", "/reset");

    private final Peer peer;
    private final GateHosts hosts;
    private final String base;

    /**
     * Judges targets by what {@code peer} knows of this host, and lets go to {@code hosts} too.
     *
     * @param base the path our own pages live under
     */
    public ReturnTo(Peer peer, GateHosts hosts, String base) {
        this.peer = peer;
        this.hosts = hosts;
        this.base = base;
    }

    /** The target to send the browser to, in ASCII; empty when it would lead, or might lead, out of the house. */
    public Optional<String> safe(Context ctx, String next) {
        if (next.isEmpty()
                || next.length() > MOST_CHARACTERS
                || next.startsWith("//")
                || next.codePoints().anyMatch(ReturnTo::isTreacherous)) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(next);
            boolean relative = uri.getScheme() == null && uri.getRawAuthority() == null;
            boolean ours = relative || isThisHost(ctx, uri);
            boolean good = ours ? isRoom(uri, relative) : isKnown(uri);
            return good ? Optional.of(uri.toASCIIString()) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** A whole URL of ours cannot be read as another host's, so its path may be as odd as an application's beside us is. */
    private boolean isRoom(URI uri, boolean relative) {
        String path = uri.getRawPath();
        return path != null && (!relative || isPlain(path)) && !isDoor(uri);
    }

    private static boolean isTreacherous(int c) {
        return c <= ' '
                || c == '\\'
                || c == 0x7f
                || Character.isISOControl(c)
                || Character.isWhitespace(c)
                || Character.getType(c) == Character.FORMAT
                || c == 0xfffd;
    }

    private static boolean isPlain(String path) {
        return path.startsWith("/")
                && !path.contains("//")
                && !path.contains("/./")
                && !path.contains("/../")
                && !path.endsWith("/.")
                && !path.endsWith("/..");
    }

    /** By the decoded path, as the server reads it, with or without a slash at its end. */
    private boolean isDoor(URI uri) {
        String path = uri.getPath().replaceAll("/+$", "");
        return path.startsWith(base) && DOORS.contains(path.substring(base.length()));
    }

    /** An application's addresses are its own affair: whatever the path, it leads to that host and no other. */
    private boolean isKnown(URI uri) {
        return uri.getRawUserInfo() == null
                && Origin.of(uri.getScheme(), uri.getRawAuthority())
                        .filter(hosts::allows)
                        .isPresent();
    }

    private boolean isThisHost(Context ctx, URI uri) {
        // What is no origin is not ours, least of all where our own is not known.
        return uri.getRawUserInfo() == null
                && Origin.of(uri.getScheme(), uri.getRawAuthority())
                        .filter(origin ->
                                peer.origin(ctx).filter(origin::equals).isPresent())
                        .isPresent();
    }
}
