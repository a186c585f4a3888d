package dev.menshen.web;

import dev.menshen.accounts.User;
import dev.menshen.limits.KnownBrowsers;
import io.javalin.http.Context;
import java.util.Optional;

/** Whether the browser that asks was let in before, by the marks in its cookie. */
public final class KnownBrowser {

    private final KnownBrowsers browsers;
    private final SessionCookie cookie;

    public KnownBrowser(KnownBrowsers browsers, SessionCookie cookie) {
        this.browsers = browsers;
        this.cookie = cookie;
    }

    /** The id under which this browser is known to this account, if it is. */
    public Optional<String> of(Context ctx, User user) {
        return cookie.read(ctx).flatMap(marks -> browsers.known(marks, user.id(), user.revision()));
    }

    /** Marks the browser as known to this account. */
    public void mark(Context ctx, User user) {
        String marks = cookie.read(ctx).orElse("");
        cookie.write(ctx, browsers.mark(marks, user.id(), user.revision()), Optional.of(KnownBrowsers.LIFE));
    }
}
