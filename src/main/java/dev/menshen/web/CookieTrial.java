package dev.menshen.web;

import dev.menshen.forms.Errors;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Finds out whether the browser keeps the cookies that it is given. With each of ours goes one that holds nothing but the
 * time and is never {@code Secure}: where it comes back to a sign-in page and ours does not, ours was dropped.
 *
 * <p>It has no end of its own, so that closing the browser takes it away together with ours; the time in it is what ends
 * it. A browser that keeps no cookie at all brings this one back neither, and is not found out.
 */
final class CookieTrial {

    private static final String NAME = "menshen_try";

    /** Whoever was let in and has to ask again does so at once; later there may be other reasons. */
    private static final Duration WINDOW = Duration.ofSeconds(30);

    private static final String SECONDS = "[0-9]{1,12}";

    private final String path;
    private final Peer peer;
    private final InstantSource clock;

    /** One that comes back to the pages at and below this path of the application, for it is asked for nowhere else. */
    CookieTrial(String path, Peer peer, InstantSource clock) {
        this.path = path;
        this.peer = peer;
        this.clock = clock;
    }

    /** Begins it, beside a cookie of ours. */
    void begin(Context ctx) {
        ctx.cookie(cookie(ctx, Long.toString(clock.instant().getEpochSecond())));
    }

    /** Ends it, as we take our cookie back ourselves. */
    void end(Context ctx) {
        Cookie cookie = cookie(ctx, "");
        cookie.setMaxAge(0);
        ctx.cookie(cookie);
    }

    /** What it has found: the likely cause, where none of our cookies came back. */
    Errors found(Context ctx, boolean ours) {
        if (ours || begun(ctx).filter(this::isLately).isEmpty()) {
            return Errors.NONE;
        }
        return peer.publicUrl()
                .filter(seen -> seen.isHttps() && !peer.isToldHttps(ctx))
                .map(seen -> Errors.of("form", "login.cookie.https", seen.toString()))
                .orElseGet(() -> Errors.of("form", "login.cookie.dropped"));
    }

    private static Optional<Instant> begun(Context ctx) {
        List<String> values = new AppQuestion(ctx).cookies(NAME);
        return values.size() == 1 && values.get(0).matches(SECONDS)
                ? Optional.of(Instant.ofEpochSecond(Long.parseLong(values.get(0))))
                : Optional.empty();
    }

    private boolean isLately(Instant begun) {
        Duration since = Duration.between(begun, clock.instant());
        return !since.isNegative() && since.compareTo(WINDOW) <= 0;
    }

    private Cookie cookie(Context ctx, String value) {
        Cookie cookie = new Cookie(NAME, value);
        cookie.setPath(ctx.contextPath() + path);
        cookie.setHttpOnly(true);
        cookie.setSameSite(SameSite.LAX);
        return cookie;
    }
}
