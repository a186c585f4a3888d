package dev.menshen.web;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A cookie that holds what only the browser may know: the id of the session of somebody signed in, or of an anonymous
 * one, or the marks of a known browser. Each has a name of its own, so that an answer to the one, late, can never undo
 * another.
 *
 * <p>It is {@code Secure} and carries the {@code __Host-} prefix exactly when the browser's side is https and no cookie
 * domain is set: browsers drop such cookies on plain http (RFC 6265bis, section 4.1.3).
 */
public final class SessionCookie {

    /** Whole seconds of Max-Age that tell a browser to forget the cookie. */
    private static final int FORGET = 0;

    /** Max-Age that is not sent: the cookie goes when the browser is closed. */
    private static final int SESSION_ONLY = -1;

    private final String name;
    private final Peer peer;
    private final Optional<String> domain;
    private final boolean prefixed;

    /** A cookie of this name, for this host alone where no domain is given. */
    public SessionCookie(String name, Peer peer, Optional<String> domain) {
        this(name, peer, domain, domain.isEmpty());
    }

    private SessionCookie(String name, Peer peer, Optional<String> domain, boolean prefixed) {
        this.name = name;
        this.peer = peer;
        this.domain = domain;
        this.prefixed = prefixed;
    }

    /** One for this host alone that is called the same on https as on http. */
    public static SessionCookie withoutPrefix(String name, Peer peer) {
        return new SessionCookie(name, peer, Optional.empty(), false);
    }

    /** What the browser sent; nothing when it sent two, for which of them is ours cannot be told. */
    public Optional<String> read(Context ctx) {
        return read(new AppQuestion(ctx), peer.isHttps(ctx));
    }

    /** The same where {@code https} says how the browser sees us, which a request to the gate does not. */
    Optional<String> read(Question question, boolean https) {
        List<String> values = question.cookies(name(https));
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** How many cookies of this name the browser sent. */
    int count(Question question, boolean https) {
        return question.cookies(name(https)).size();
    }

    /** Gives the browser this id, until it is closed or for {@code keep}. */
    public void write(Context ctx, String token, Optional<Duration> keep) {
        set(ctx, token, keep.map(duration -> (int) duration.toSeconds()).orElse(SESSION_ONLY));
    }

    /** Makes the browser forget its id. */
    public void clear(Context ctx) {
        set(ctx, "", FORGET);
    }

    private void set(Context ctx, String value, int maxAge) {
        boolean https = peer.isHttps(ctx);
        Cookie cookie = new Cookie(name(https), value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSameSite(SameSite.LAX);
        cookie.setSecure(https);
        cookie.setMaxAge(maxAge);
        domain.ifPresent(cookie::setDomain);
        ctx.cookie(cookie);
    }

    private String name(boolean https) {
        return https && prefixed ? "__Host-" + name : name;
    }
}
