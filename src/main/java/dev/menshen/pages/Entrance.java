package dev.menshen.pages;

import dev.menshen.accounts.User;
import dev.menshen.web.Answers;
import dev.menshen.web.ReturnTo;
import dev.menshen.web.Views;
import dev.menshen.web.Visitors;
import io.javalin.http.Context;

/** Where everybody comes in who has shown who they are, by whatever way. */
public final class Entrance {

    private final Visitors visitors;
    private final ReturnTo returnTo;
    private final Views views;

    public Entrance(Visitors visitors, ReturnTo returnTo, Views views) {
        this.visitors = visitors;
        this.returnTo = returnTo;
        this.views = views;
    }

    /** Signs the user in and sends the browser to where it wanted to go, or home when that is out of the house. */
    void letIn(Context ctx, User user, boolean remember, String next) {
        visitors.signIn(ctx, user.id(), user.username().text(), remember);
        Answers.done(ctx, returnTo.safe(ctx, next).orElse(views.to("/")));
    }
}
