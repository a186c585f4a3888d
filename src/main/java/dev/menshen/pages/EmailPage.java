package dev.menshen.pages;

import dev.menshen.accounts.Accounts;
import dev.menshen.accounts.Email;
import dev.menshen.accounts.Emails;
import dev.menshen.accounts.Identity;
import dev.menshen.accounts.PasswordRules;
import dev.menshen.accounts.User;
import dev.menshen.audit.Method;
import dev.menshen.audit.What;
import dev.menshen.audit.Witness;
import dev.menshen.forms.Checked;
import dev.menshen.forms.Errors;
import dev.menshen.forms.Field;
import dev.menshen.forms.Form;
import dev.menshen.forms.Sent;
import dev.menshen.sessions.Session;
import dev.menshen.store.ExpiringStore;
import dev.menshen.store.ExpiringStore.Allowance;
import dev.menshen.web.Answers;
import dev.menshen.web.Authenticator;
import dev.menshen.web.FormReader;
import dev.menshen.web.FormView;
import dev.menshen.web.Proof;
import dev.menshen.web.Query;
import dev.menshen.web.Refused;
import dev.menshen.web.Templates;
import dev.menshen.web.Trail;
import dev.menshen.web.View;
import dev.menshen.web.Views;
import dev.menshen.web.Visitor;
import dev.menshen.web.Visitors;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Setting, changing or removing one's own e-mail address, for which the password is asked once more: people sign in by
 * it, and applications are told it (OWASP ASVS 5.0, 7.5.1). Whose an address is, nobody has to show.
 */
public final class EmailPage implements FormPage {

    private static final String PATH = "/account/email";

    private static final List<String> SHOWN_AGAIN = List.of("email");

    /** Addresses that one account may try in an hour: each try tells whether somebody else has it. */
    private static final int MOST = 10;

    private static final Duration WINDOW = Duration.ofHours(1);

    private final Views views;
    private final Templates templates;
    private final Accounts accounts;
    private final Emails emails;
    private final Authenticator authenticator;
    private final Trail trail;
    private final PasswordRules rules;
    private final ExpiringStore counters;

    public EmailPage(
            Views views,
            Templates templates,
            Accounts accounts,
            Emails emails,
            Authenticator authenticator,
            Trail trail,
            PasswordRules rules,
            ExpiringStore counters) {
        this.views = views;
        this.templates = templates;
        this.accounts = accounts;
        this.emails = emails;
        this.authenticator = authenticator;
        this.trail = trail;
        this.rules = rules;
        this.counters = counters;
    }

    /**
     * What the template shows.
     *
     * @param form with the address that the account has, unless another was typed
     * @param changed whether it was changed just now
     */
    public record Model(View view, FormView form, boolean changed) {}

    /** A form that was filled in well; without an address where there is to be none. */
    record Filled(Optional<Email> email, String old) {}

    /** Shows the page. */
    public void show(Context ctx) {
        String email = Visitors.of(ctx)
                .account()
                .flatMap(accounts::identity)
                .flatMap(Identity::email)
                .orElse("");
        FormView form = new FormView(Map.of("email", email), Map.of());
        page(ctx, 200, form, Query.value(ctx, "changed").equals("yes"));
    }

    /** Takes the form. */
    public void submit(Context ctx) {
        Sent sent = FormReader.read(ctx);
        check(new Form(sent)).settle(filled -> change(ctx, sent, filled), errors -> again(ctx, 422, sent, errors));
    }

    @Override
    public void again(Context ctx, int status, Sent sent, Errors errors) {
        Answers.notTaken(
                ctx,
                status,
                errors,
                views.words(ctx),
                words -> page(ctx, status, Echo.of(sent, SHOWN_AGAIN, errors, words), false));
    }

    /** The form's specification. */
    Checked<Filled> check(Form form) {
        Field<Optional<Email>> email = form.lineOrBlank("email", 254).parse(Fields::emailOrNone);
        Field<String> old = form.secret("old_password", FormReader.MOST_BYTES);
        return form.into(email, old, Filled::new);
    }

    private void change(Context ctx, Sent sent, Filled filled) {
        Visitor visitor = Visitors.of(ctx);
        Session session = visitor.session().orElseThrow(() -> Refused.as(401));
        Proof proof = authenticator.again(ctx, session.account(), visitor.key().orElse(""), filled.old());
        if (!(proof instanceof Proof.Shown shown)) {
            refused(ctx, proof.reason().isEmpty() ? "wrong-password" : proof.reason());
            Unproved.of(proof, Errors.of("old_password", "password.not-yours")).answer(ctx, sent, this);
            return;
        }
        boolean tells = filled.email().isPresent();
        Duration pause = tells
                ? counters.reserve(List.of(new Allowance("email:" + session.account(), MOST, WINDOW)))
                : Duration.ZERO;
        if (!pause.isZero()) {
            refused(ctx, "too-often");
            Answers.retryAfter(ctx, pause);
            again(ctx, 429, sent, Errors.of("form", "email.too-often", Answers.minutes(pause)));
            return;
        }
        Errors errors = changed(ctx, shown.user(), filled);
        if (errors.isEmpty()) {
            Answers.done(ctx, views.to(PATH) + "?changed=yes");
        } else {
            again(ctx, 422, sent, errors);
        }
    }

    private Errors changed(Context ctx, User user, Filled filled) {
        // The password's own rule, which must not be got around by choosing the address after it.
        if (filled.email().filter(own -> rules.repeats(filled.old(), own)).isPresent()) {
            refused(ctx, "own-password");
            return Errors.of("email", "email.own-password");
        }
        String reason = filled.email().isPresent() ? "" : "removed";
        Witness<User> witness = trail.witness(ctx, What.EMAIL_CHANGED, Trail::of, Method.PASSWORD, reason);
        Emails.Outcome outcome = emails.change(user, filled.email(), witness);
        if (outcome == Emails.Outcome.DONE) {
            witness.tell();
            return Errors.NONE;
        }
        if (outcome == Emails.Outcome.OVERTAKEN) {
            refused(ctx, "changed-meanwhile");
            throw Entrance.changedMeanwhile();
        }
        refused(ctx, "taken-email");
        return Errors.of("email", "email.others");
    }

    private void refused(Context ctx, String why) {
        trail.record(ctx, What.EMAIL_CHANGE_FAILED, Trail.visitor(ctx), Method.PASSWORD, why);
    }

    private void page(Context ctx, int status, FormView form, boolean changed) {
        templates.page(ctx, status, "email", new Model(views.view(ctx, PATH), form, changed));
    }
}
