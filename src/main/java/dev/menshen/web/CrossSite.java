package dev.menshen.web;

import io.javalin.http.Context;
import java.util.Set;

/**
 * The rule on requests that come from another site: what changes state is refused when {@code Sec-Fetch-Site} or
 * {@code Origin} says so (OWASP CSRF cheat sheet; the algorithm is that of Go's {@code CrossOriginProtection}).
 *
 * <p>No token and no session is needed, so a page left open overnight still works. Browsers send no {@code Sec-Fetch}
 * headers to plain-http intranet names; there the {@code Origin} step is the one that works.
 */
public final class CrossSite {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final Peer peer;

    public CrossSite(Peer peer) {
        this.peer = peer;
    }

    /** Whether this request must be refused. */
    public boolean refuses(Context ctx) {
        if (READING.contains(ctx.req().getMethod())) {
            return false;
        }
        String site = ctx.header("Sec-Fetch-Site");
        String origin = ctx.header("Origin");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        return origin != null && !isOurs(ctx, origin);
    }

    private boolean isOurs(Context ctx, String text) {
        return Origin.read(text).filter(theirs -> peer.isSeenAs(ctx, theirs)).isPresent();
    }
}
