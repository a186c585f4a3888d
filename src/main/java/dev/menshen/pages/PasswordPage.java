package dev.menshen.pages;

import dev.menshen.accounts.Accounts;
import dev.menshen.accounts.PasswordRules;
import dev.menshen.accounts.PasswordRules.Flaw;
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
import java.util.List;
import java.util.Optional;

/** Changing one's password, which ends every other session of the account (OWASP ASVS 5.0, 7.4.3). */
public final class PasswordPage implements FormPage {

    private static final String PATH = "/account/password";

    private final Views views;
    private final Templates templates;
    private final Accounts accounts;
    private final Authenticator authenticator;
    private final Entrance entrance;
    private final Trail trail;
    private final PasswordRules rules;

    public PasswordPage(
            Views views,
            Templates templates,
            Accounts accounts,
            Authenticator authenticator,
            Entrance entrance,
            Trail trail,
            PasswordRules rules) {
        this.views = views;
        this.templates = templates;
        this.accounts = accounts;
        this.authenticator = authenticator;
        this.entrance = entrance;
        this.trail = trail;
        this.rules = rules;
    }

    /**
     * What the template shows.
     *
     * @param passwordMin the fewest characters of a password
     * @param changed whether the password was changed just now
     */
    public record Model(View view, FormView form, int passwordMin, boolean changed) {}

    /** A form that was filled in well. */
    record Filled(String old, String password) {}

    /** Leads from the address where password managers look for this page (W3C, change-password-url). */
    public void wellKnown(Context ctx) {
        ctx.status(302).header("Location", views.to(PATH)).result("");
    }

    /** Shows the page. */
    public void show(Context ctx) {
        page(ctx, 200, FormView.EMPTY, Query.value(ctx, "changed").equals("yes"));
    }

    /** Takes the form. */
    public void submit(Context ctx) {
        Sent sent = FormReader.read(ctx);
        Visitor visitor = Visitors.of(ctx);
        User user = visitor.account().flatMap(accounts::byId).orElseThrow(() -> Refused.as(401));
        check(new Form(sent), user)
                .settle(filled -> change(ctx, sent, visitor, filled), errors -> again(ctx, 422, sent, errors));
    }

    @Override
    public void again(Context ctx, int status, Sent sent, Errors errors) {
        Answers.notTaken(
                ctx,
                status,
                errors,
                views.words(ctx),
                words -> page(ctx, status, Echo.of(sent, List.of(), errors, words), false));
    }

    /** The form's specification. */
    Checked<Filled> check(Form form, User user) {
        Field<String> old = form.secret("old_password", FormReader.MOST_BYTES);
        Field<String> password = form.secret("password", FormReader.MOST_BYTES)
                .parse(text -> Fields.password(rules, text))
                .rule(text -> !rules.repeats(text, user.username()), Flaw.OWN_NAME.key())
                .rule(text -> user.email() == null || !rules.repeats(text, user.email()), Flaw.OWN_EMAIL.key())
                .rule(text -> user.phone() == null || !rules.repeats(text, user.phone()), Flaw.OWN_PHONE.key());
        Field<String> confirmation = form.secret("confirm_password", FormReader.MOST_BYTES)
                .rule(password, PasswordRules::same, "problem.confirm");
        return form.into(old, password, confirmation, (was, becomes, same) -> new Filled(was, becomes));
    }

    private void change(Context ctx, Sent sent, Visitor visitor, Filled filled) {
        Session session = visitor.session().orElseThrow(() -> Refused.as(401));
        Proof proof = authenticator.again(ctx, session.account(), visitor.key().orElse(""), filled.old());
        Optional<User> changed = proof instanceof Proof.Shown shown ? changed(ctx, shown, filled) : Optional.empty();
        if (changed.isPresent()) {
            authenticator.renewed(ctx, changed.get());
            entrance.begin(ctx, changed.get(), session.remembered());
            Answers.done(ctx, views.to(PATH) + "?changed=yes");
        } else {
            String reason = proof.reason().isEmpty() ? "wrong-password" : proof.reason();
            trail.record(ctx, What.PASSWORD_CHANGE_FAILED, Trail.visitor(ctx), Method.PASSWORD, reason);
            // Shown and yet not changed: somebody else has changed it meanwhile, and the old one is wrong now.
            Unproved.of(proof, Errors.of("old_password", "password.not-yours")).answer(ctx, sent, this);
        }
    }

    private Optional<User> changed(Context ctx, Proof.Shown shown, Filled filled) {
        Witness<User> witness = trail.witness(ctx, What.PASSWORD_CHANGED, Trail::of, Method.PASSWORD, "");
        Optional<User> changed = accounts.changePassword(shown.user(), filled.password(), witness);
        if (changed.isPresent()) {
            witness.tell();
        }
        return changed;
    }

    private void page(Context ctx, int status, FormView form, boolean changed) {
        templates.page(ctx, status, "password", new Model(views.view(ctx, PATH), form, rules.least(), changed));
    }
}
