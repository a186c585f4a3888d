package dev.menshen.pages;

import dev.menshen.audit.Method;
import dev.menshen.audit.Subject;
import dev.menshen.audit.What;
import dev.menshen.web.Answers;
import dev.menshen.web.Trail;
import dev.menshen.web.Views;
import dev.menshen.web.Visitors;
import io.javalin.http.Context;

/** Signing out, of this browser or of all of them. */
public final class Logout {

    private final Visitors visitors;
    private final Trail trail;
    private final Views views;

    public Logout(Visitors visitors, Trail trail, Views views) {
        this.visitors = visitors;
        this.trail = trail;
        this.views = views;
    }

    /** Ends this session. */
    public void here(Context ctx) {
        Subject who = Trail.visitor(ctx);
        visitors.signOut(ctx);
        record(ctx, What.SIGN_OUT, who);
        Answers.done(ctx, views.to("/"));
    }

    /** Ends every session of this account. */
    public void everywhere(Context ctx) {
        Subject who = Trail.visitor(ctx);
        visitors.signOutEverywhere(ctx);
        record(ctx, What.SIGN_OUT_EVERYWHERE, who);
        Answers.done(ctx, views.to("/"));
    }

    /** Where nobody was signed in, nothing has happened. */
    private void record(Context ctx, What what, Subject who) {
        if (!who.equals(Subject.NOBODY)) {
            trail.record(ctx, what, who, Method.SESSION, "");
        }
    }
}
