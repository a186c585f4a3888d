package dev.menshen.pages;

import dev.menshen.accounts.Accounts;
import dev.menshen.accounts.User;
import dev.menshen.audit.Method;
import dev.menshen.audit.What;
import dev.menshen.web.Answers;
import dev.menshen.web.Headers;
import dev.menshen.web.KnownBrowser;
import dev.menshen.web.Origin;
import dev.menshen.web.Refused;
import dev.menshen.web.ReturnTo;
import dev.menshen.web.Trail;
import dev.menshen.web.Views;
import dev.menshen.web.Visitors;
import io.javalin.http.Context;
import java.time.Duration;

/** Where everybody comes in who has shown who they are, by whatever way. */
public final class Entrance {

    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final Accounts accounts;
    private final Visitors visitors;
    private final KnownBrowser known;
    private final Trail trail;
    private final ReturnTo returnTo;
    private final Views views;

    public Entrance(
            Accounts accounts, Visitors visitors, KnownBrowser known, Trail trail, ReturnTo returnTo, Views views) {
        this.accounts = accounts;
        this.visitors = visitors;
        this.known = known;
        this.trail = trail;
        this.returnTo = returnTo;
        this.views = views;
    }

    /** Signs the user in and sends the browser to where it wanted to go, or home when that is out of the house. */
    void letIn(Context ctx, User user, Method method, boolean remember, String next) {
        begin(ctx, user, remember);
        trail.record(ctx, What.SIGN_IN, Trail.of(user), method, remember ? "remembered" : "");
        Answers.done(ctx, returnTo.safe(ctx, next).orElse(views.to("/")));
    }

    /** Lets the form of a sign-in page lead to an application that somebody is on the way to. */
    void letFormLeadTo(Context ctx, String next) {
        returnTo.safe(ctx, next).flatMap(Origin::start).ifPresent(origin -> Headers.letFormsLeadTo(ctx, origin));
    }

    /**
     * Begins a session, and ends it again when the account was changed or disabled while its user was being let in: who
     * changes it ends the sessions that there are, and this one may have come too late for that.
     */
    void begin(Context ctx, User user, boolean remember) {
        visitors.signIn(ctx, user.id(), user.username().text(), remember);
        boolean stands = false;
        try {
            stands = accounts.stands(user);
        } finally {
            if (!stands) {
                visitors.signOut(ctx);
            }
        }
        if (!stands) {
            throw Refused.until(503, AT_ONCE, "login.changed");
        }
        known.mark(ctx, user);
    }
}
