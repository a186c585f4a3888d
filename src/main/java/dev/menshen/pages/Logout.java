package dev.menshen.pages;

import dev.menshen.web.Answers;
import dev.menshen.web.Views;
import dev.menshen.web.Visitors;
import io.javalin.http.Context;

/** Signing out, of this browser or of all of them. */
public final class Logout {

    private final Visitors visitors;
    private final Views views;

    public Logout(Visitors visitors, Views views) {
        this.visitors = visitors;
        this.views = views;
    }

    /** Ends this session. */
    public void here(Context ctx) {
        visitors.signOut(ctx);
        Answers.done(ctx, views.to("/"));
    }

    /** Ends every session of this account. */
    public void everywhere(Context ctx) {
        visitors.signOutEverywhere(ctx);
        Answers.done(ctx, views.to("/"));
    }
}
