package dev.menshen.pages;

import dev.menshen.accounts.Accounts;
import dev.menshen.accounts.PasswordRules;
import dev.menshen.accounts.PasswordRules.Flaw;
import dev.menshen.accounts.Phone;
import dev.menshen.accounts.User;
import dev.menshen.audit.Method;
import dev.menshen.audit.What;
import dev.menshen.audit.Witness;
import dev.menshen.forms.Checked;
import dev.menshen.forms.Errors;
import dev.menshen.forms.Field;
import dev.menshen.forms.Form;
import dev.menshen.forms.Sent;
import dev.menshen.sms.Purpose;
import dev.menshen.web.Answers;
import dev.menshen.web.Authenticator;
import dev.menshen.web.FormReader;
import dev.menshen.web.FormView;
import dev.menshen.web.Proof;
import dev.menshen.web.Templates;
import dev.menshen.web.Trail;
import dev.menshen.web.View;
import dev.menshen.web.Views;
import dev.menshen.web.Visitors;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Setting a new password in the place of a forgotten one, with a code sent to the account's phone (OWASP Forgot Password
 * cheat sheet). Every session of the account ends, and nobody is signed in by it. Where the code is the first one of a
 * phone that somebody else may have registered, the e-mail address from before is void with the password.
 *
 * <p>What can be said of the new password without knowing whose it will be is said first, to everybody. Whether it is
 * its owner's name or e-mail is said only to one who has the code, which is not used up by that.
 */
public final class ResetPage implements FormPage {

    private static final List<String> SHOWN_AGAIN = List.of("mobile_phone");

    private final Views views;
    private final Templates templates;
    private final Visitors visitors;
    private final Accounts accounts;
    private final Authenticator authenticator;
    private final Entrance entrance;
    private final Trail trail;
    private final PasswordRules rules;
    private final CodeDesk desk;
    private final String region;

    public ResetPage(
            Views views,
            Templates templates,
            Visitors visitors,
            Accounts accounts,
            Authenticator authenticator,
            Entrance entrance,
            Trail trail,
            PasswordRules rules,
            CodeDesk desk,
            String region) {
        this.views = views;
        this.templates = templates;
        this.visitors = visitors;
        this.accounts = accounts;
        this.authenticator = authenticator;
        this.entrance = entrance;
        this.trail = trail;
        this.rules = rules;
        this.desk = desk;
        this.region = region;
    }

    /**
     * What the template shows.
     *
     * @param code what stands at the button that sends one
     * @param passwordMin the fewest characters of a password
     */
    public record Model(View view, FormView form, CodeState code, int passwordMin) {}

    /** A form that was filled in well. */
    record Filled(Phone phone, String code, String password) {}

    /** Shows the page. */
    public void show(Context ctx) {
        page(ctx, 200, Echo.of(visitors.notes(ctx), SHOWN_AGAIN));
    }

    /** Takes the form. */
    public void submit(Context ctx) {
        Sent sent = FormReader.read(ctx);
        check(new Form(sent)).settle(filled -> reset(ctx, sent, filled), errors -> again(ctx, 422, sent, errors));
    }

    @Override
    public void again(Context ctx, int status, Sent sent, Errors errors) {
        Answers.notTaken(
                ctx,
                status,
                errors,
                views.words(ctx),
                words -> page(ctx, status, Echo.of(sent, SHOWN_AGAIN, errors, words)));
    }

    /** The form's specification. */
    Checked<Filled> check(Form form) {
        Field<Phone> phone = form.line("mobile_phone", 64).parse(text -> Fields.phone(text, region));
        Field<String> code = form.line("code", 64).parse(Fields::smsCode);
        Field<String> password = form.secret("password", FormReader.MOST_BYTES)
                .parse(text -> Fields.password(rules, text))
                .rule(phone, (text, own) -> !rules.repeats(text, own), Flaw.OWN_PHONE.key());
        Field<String> confirmation = form.secret("confirm_password", FormReader.MOST_BYTES)
                .rule(password, PasswordRules::same, "problem.confirm");
        return form.into(phone, code, password, confirmation, (p, c, becomes, same) -> new Filled(p, c, becomes));
    }

    private void reset(Context ctx, Sent sent, Filled filled) {
        Proof proof = authenticator.resetCode(ctx, filled.phone(), filled.code());
        if (!(proof instanceof Proof.Shown shown)) {
            Unproved.of(proof, Errors.of("code", "code.wrong")).answer(ctx, sent, this);
            return;
        }
        Errors own = own(shown.user(), filled.password());
        if (own.isEmpty()) {
            renew(ctx, sent, filled, shown.user());
        } else {
            again(ctx, 422, sent, own);
        }
    }

    private Errors own(User user, String password) {
        if (rules.repeats(password, user.username())) {
            return Errors.of("password", Flaw.OWN_NAME.key());
        }
        return user.email() != null && rules.repeats(password, user.email())
                ? Errors.of("password", Flaw.OWN_EMAIL.key())
                : Errors.NONE;
    }

    private void renew(Context ctx, Sent sent, Filled filled, User user) {
        boolean voidsEmail = entrance.voidsRegistration(ctx, user);
        boolean tookEmail = voidsEmail && user.email() != null;
        Witness<User> witness =
                trail.witness(ctx, What.PASSWORD_RESET, Trail::of, Method.SMS_CODE, tookEmail ? "void-email" : "");
        // Void even where there was none a moment ago: whoever is still in may be giving one while this is being
        // hashed.
        Optional<User> changed = accounts.resetPassword(
                user,
                filled.password(),
                voidsEmail,
                () -> authenticator.spend(ctx, filled.phone(), user, filled.code()),
                witness);
        if (changed.isPresent()) {
            witness.tell();
            authenticator.renewed(ctx, changed.get());
            done(ctx, tookEmail);
        } else {
            // Right a moment ago: the same code has come in twice, or the account was changed meanwhile.
            trail.record(ctx, What.RESET_REFUSED, Trail.of(user), Method.SMS_CODE, "used-code");
            again(ctx, 422, sent, Errors.of("code", "code.used"));
        }
    }

    private void done(Context ctx, boolean tookEmail) {
        Map<String, String> notes = new HashMap<>(CodeState.strike(Purpose.RESET));
        SHOWN_AGAIN.forEach(field -> notes.put(field, ""));
        notes.put("renewed", tookEmail ? "void-email" : "yes");
        visitors.noteSurely(ctx, notes);
        Answers.done(ctx, views.to("/login"));
    }

    private void page(Context ctx, int status, FormView form) {
        CodeState code = desk.state(ctx, Purpose.RESET, form);
        templates.page(ctx, status, "reset", new Model(views.view(ctx, "/reset"), form, code, rules.least()));
    }
}
