package dev.menshen.pages;

import dev.menshen.web.Templates;
import dev.menshen.web.View;
import dev.menshen.web.Views;
import dev.menshen.web.Visitors;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The first page: who you are, or how to come in. */
public final class HomePage {

    private final Views views;
    private final Templates templates;
    private final Visitors visitors;
    private final InstantSource clock;
    private final boolean textsReachPhones;

    /** {@code textsReachPhones} tells whether codes are sent to phones, and not just printed on the console. */
    public HomePage(
            Views views, Templates templates, Visitors visitors, InstantSource clock, boolean textsReachPhones) {
        this.views = views;
        this.templates = templates;
        this.visitors = visitors;
        this.clock = clock;
        this.textsReachPhones = textsReachPhones;
    }

    /**
     * What the template shows.
     *
     * @param firstProof what became of the account when the one signed in has just shown, for the first time, that its phone
     *     is theirs; a key of the bundles
     * @param emailVoid whether its e-mail address was removed by that
     */
    public record Model(View view, Optional<String> firstProof, boolean emailVoid) {}

    /** Shows the page. */
    public void show(Context ctx) {
        View view = views.view(ctx, "/");
        Map<String, String> notes = view.visitor().isPresent() ? visitors.notes(ctx) : Map.of();
        boolean firstProof = FirstProof.isRecent(notes, clock.instant());
        String told = textsReachPhones ? "home.first-proof.void" : "home.first-proof";
        Model model = new Model(
                view, firstProof ? Optional.of(told) : Optional.empty(), firstProof && FirstProof.tookEmail(notes));
        templates.page(ctx, 200, "home", model);
    }
}
