package dev.menshen.web;

import io.javalin.http.Context;

/**
 * May they: reads {@link Who} from the route, and refuses. A route without a {@code Who} is none of ours and is left
 * alone.
 */
public final class Guard {

    private final CrossSite crossSite;
    private final ReturnTo returnTo;
    private final Views views;

    public Guard(CrossSite crossSite, ReturnTo returnTo, Views views) {
        this.crossSite = crossSite;
        this.returnTo = returnTo;
        this.views = views;
    }

    /** The before-matched handler; throws {@link Refused}, or redirects. */
    public void check(Context ctx) {
        if (ctx.routeRoles().stream().noneMatch(Who.class::isInstance)) {
            return;
        }
        Headers.ALWAYS.forEach(ctx::header);
        // Javalin lets a header say another verb than the request's; what reads must not be turned into what writes.
        if (!ctx.method().name().equals(ctx.req().getMethod())) {
            throw Refused.as(400);
        }
        if (crossSite.refuses(ctx)) {
            throw Refused.as(403, "form.cross-site");
        }
        if (ctx.routeRoles().contains(Who.GUESTS) && Visitors.of(ctx).isSignedIn()) {
            Answers.seeOther(ctx, returnTo.safe(ctx, Query.value(ctx, "next")).orElse(views.to("/")));
            ctx.skipRemainingHandlers();
        }
    }
}
