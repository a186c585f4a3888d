package dev.menshen.pages;

import dev.menshen.web.Templates;
import dev.menshen.web.View;
import dev.menshen.web.Views;
import dev.menshen.web.Visitors;
import io.javalin.http.Context;
import java.time.InstantSource;

/** The first page: who you are, or how to come in. */
public final class HomePage {

    private final Views views;
    private final Templates templates;
    private final Visitors visitors;
    private final InstantSource clock;

    public HomePage(Views views, Templates templates, Visitors visitors, InstantSource clock) {
        this.views = views;
        this.templates = templates;
        this.visitors = visitors;
        this.clock = clock;
    }

    /**
     * What the template shows.
     *
     * @param firstProof whether the one signed in has just shown, for the first time, that the account's phone is theirs
     */
    public record Model(View view, boolean firstProof) {}

    /** Shows the page. */
    public void show(Context ctx) {
        View view = views.view(ctx, "/");
        boolean firstProof = view.visitor().isPresent() && FirstProof.isRecent(visitors.notes(ctx), clock.instant());
        templates.page(ctx, 200, "home", new Model(view, firstProof));
    }
}
