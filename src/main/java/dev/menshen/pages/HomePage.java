package dev.menshen.pages;

import dev.menshen.web.Templates;
import dev.menshen.web.View;
import dev.menshen.web.Views;
import io.javalin.http.Context;

/** The first page: who you are, or how to come in. */
public final class HomePage {

    private final Views views;
    private final Templates templates;

    public HomePage(Views views, Templates templates) {
        this.views = views;
        this.templates = templates;
    }

    /** What the template shows. */
    public record Model(View view) {}

    /** Shows the page. */
    public void show(Context ctx) {
        templates.page(ctx, 200, "home", new Model(views.view(ctx, "/")));
    }
}
