package dev.menshen.web;

import dev.menshen.audit.Method;
import dev.menshen.audit.Subject;
import dev.menshen.audit.What;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * May they: reads {@link Who} from the route, and refuses. A route without a {@code Who} is none of ours and is left
 * alone.
 */
public final class Guard {

    private final CrossSite crossSite;
    private final Trail trail;
    private final Consumer<Context> onward;
    private final Views views;

    /** A guard that leaves those to {@code onward} who are signed in and come to a page for guests. */
    public Guard(CrossSite crossSite, Trail trail, Consumer<Context> onward, Views views) {
        this.crossSite = crossSite;
        this.trail = trail;
        this.onward = onward;
        this.views = views;
    }

    /** The before-matched handler; throws {@link Refused}, or redirects. */
    public void check(Context ctx) {
        if (ctx.routeRoles().stream().noneMatch(Who.class::isInstance)) {
            return;
        }
        Headers.on(ctx);
        // Javalin lets a header say another verb than the request's; what reads must not be turned into what writes.
        if (!ctx.method().name().equals(ctx.req().getMethod())) {
            record(ctx, "another-verb");
            throw Refused.as(400);
        }
        if (crossSite.refuses(ctx)) {
            record(ctx, "cross-site");
            throw Refused.as(403, "form.cross-site");
        }
        if (ctx.routeRoles().contains(Who.USERS) && !Visitors.of(ctx).isSignedIn()) {
            askToSignIn(ctx);
        }
        if (ctx.routeRoles().contains(Who.GUESTS) && Visitors.of(ctx).isSignedIn()) {
            onward.accept(ctx);
            ctx.skipRemainingHandlers();
        }
    }

    /** A browser is led to the sign-in page and back; what cannot be asked for again that way is refused. */
    private void askToSignIn(Context ctx) {
        if (Answers.wantsJson(ctx) || !ctx.method().equals(HandlerType.GET)) {
            throw Refused.as(401);
        }
        String query = ctx.queryString() == null ? "" : "?" + ctx.queryString();
        String next = URLEncoder.encode(ctx.path() + query, StandardCharsets.UTF_8);
        Answers.seeOther(ctx, views.to("/login") + "?next=" + next);
        ctx.skipRemainingHandlers();
    }

    /** Whose session it would have been is not looked up for a request that is refused. */
    private void record(Context ctx, String reason) {
        trail.record(ctx, What.REQUEST_REFUSED, Subject.NOBODY, Method.NONE, reason);
    }
}
