package dev.menshen.web;

import dev.menshen.store.KeyedHash;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;

/**
 * The cookie by which one sign-in is known to all hosts under the cookie domain. Every application there is sent it, so
 * it is not the session's own: it opens the gate and no page of ours, and dies with the session.
 *
 * <p>It holds the key under which the session is kept, which is no secret, and its HMAC, without which that key is worth
 * nothing.
 */
public final class GatePass {

    private static final int KEY_LENGTH = 43;
    private static final char SEPARATOR = '.';

    private final SessionCookie cookie;
    private final KeyedHash hash;

    /** A pass for all hosts under this domain. */
    public GatePass(Peer peer, String domain, KeyedHash hash) {
        this.cookie = new SessionCookie("menshen-gate", peer, Optional.of(domain));
        this.hash = hash;
    }

    /** The key of the session that the browser holds a pass for. */
    Optional<String> read(Question question) {
        return cookie.read(question, false).flatMap(this::key);
    }

    private Optional<String> key(String pass) {
        if (pass.length() != 2 * KEY_LENGTH + 1 || pass.charAt(KEY_LENGTH) != SEPARATOR) {
            return Optional.empty();
        }
        String key = pass.substring(0, KEY_LENGTH);
        return KeyedHash.isSame(hash.of(key), pass.substring(KEY_LENGTH + 1)) ? Optional.of(key) : Optional.empty();
    }

    /** How many passes the browser sent. */
    int count(Question question) {
        return cookie.count(question, false);
    }

    /** Gives the browser a pass for the session of this key; where it asks by no name under the domain, it drops it. */
    void write(Context ctx, String key, Optional<Duration> keep) {
        cookie.write(ctx, key + SEPARATOR + hash.of(key), keep);
    }

    /** Makes the browser forget its pass. */
    void clear(Context ctx) {
        if (count(new AppQuestion(ctx)) > 0) {
            cookie.clear(ctx);
        }
    }
}
