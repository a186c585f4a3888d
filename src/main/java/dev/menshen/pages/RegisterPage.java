package dev.menshen.pages;

import dev.menshen.accounts.Accounts;
import dev.menshen.accounts.Email;
import dev.menshen.accounts.FormToken;
import dev.menshen.accounts.PasswordRules;
import dev.menshen.accounts.PasswordRules.Flaw;
import dev.menshen.accounts.Phone;
import dev.menshen.accounts.Registered;
import dev.menshen.accounts.Registration;
import dev.menshen.accounts.Taken;
import dev.menshen.accounts.User;
import dev.menshen.accounts.Username;
import dev.menshen.audit.Method;
import dev.menshen.audit.Subject;
import dev.menshen.audit.What;
import dev.menshen.audit.Witness;
import dev.menshen.forms.Checked;
import dev.menshen.forms.Errors;
import dev.menshen.forms.Field;
import dev.menshen.forms.Form;
import dev.menshen.forms.Sent;
import dev.menshen.sms.Check;
import dev.menshen.sms.Purpose;
import dev.menshen.sms.SmsCodes;
import dev.menshen.store.Tokens;
import dev.menshen.web.Answers;
import dev.menshen.web.Authenticator;
import dev.menshen.web.CodeBinding;
import dev.menshen.web.FormReader;
import dev.menshen.web.FormView;
import dev.menshen.web.Refused;
import dev.menshen.web.Templates;
import dev.menshen.web.Trail;
import dev.menshen.web.View;
import dev.menshen.web.Views;
import dev.menshen.web.Visitors;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Registration: six fields at most, every bad one marked at once.
 *
 * <p>A form that has made an account gets the same answer when it is sent once more, for the first answer may never have
 * arrived. It is known by the token it was drawn with, and by all that was typed; a form without a token is a new one.
 */
public final class RegisterPage implements FormPage {

    static final List<String> SHOWN_AGAIN = List.of("username", "email", "mobile_phone");

    private static final String TOKEN = "form_token";

    private final Views views;
    private final Templates templates;
    private final Visitors visitors;
    private final Accounts accounts;
    private final Authenticator authenticator;
    private final Tokens tokens;
    private final SmsCodes codes;
    private final CodeBinding binding;
    private final PasswordRules passwords;
    private final Trail trail;
    private final CodeDesk desk;
    private final Policy policy;

    public RegisterPage(
            Views views,
            Templates templates,
            Visitors visitors,
            Accounts accounts,
            Authenticator authenticator,
            Tokens tokens,
            SmsCodes codes,
            CodeBinding binding,
            PasswordRules passwords,
            Trail trail,
            CodeDesk desk,
            Policy policy) {
        this.views = views;
        this.templates = templates;
        this.visitors = visitors;
        this.accounts = accounts;
        this.authenticator = authenticator;
        this.tokens = tokens;
        this.codes = codes;
        this.binding = binding;
        this.passwords = passwords;
        this.trail = trail;
        this.desk = desk;
        this.policy = policy;
    }

    /**
     * What the house has decided about registration.
     *
     * @param open whether anybody may register
     * @param sms whether a code sent to the phone is asked for
     * @param hideAccounts whether a taken phone or e-mail is told only to one who has that code, where it is asked for
     * @param region country of phone numbers without a country code
     * @param passwordMin the fewest characters of a password
     */
    public record Policy(boolean open, boolean sms, boolean hideAccounts, String region, int passwordMin) {}

    /**
     * What the template shows.
     *
     * @param token by which this form is known when it is sent twice
     * @param open whether anybody may register now; when not, the page says so and has no form
     * @param sms whether a code sent to the phone is asked for
     * @param code what stands at the button that sends one
     * @param passwordMin the fewest characters of a password
     */
    public record Model(
            View view, FormView form, String token, boolean open, boolean sms, CodeState code, int passwordMin) {}

    /**
     * A form that was filled in well.
     *
     * @param phone the registration's phone, as E.164
     * @param code the code sent to the phone, empty where none is asked for
     */
    record Filled(Registration registration, String phone, String code) {}

    /** Shows the page. */
    public void show(Context ctx) {
        page(ctx, 200, Echo.of(visitors.notes(ctx), SHOWN_AGAIN));
    }

    /** Takes the form. */
    public void submit(Context ctx) {
        Sent sent = FormReader.read(ctx);
        if (!policy.open()) {
            refused(ctx, "closed");
            throw Refused.as(403, "form.closed");
        }
        check(new Form(sent), FormToken.read(sent.echo(TOKEN)))
                .then(filled -> register(ctx, filled))
                .settle(user -> welcome(ctx, user), errors -> again(ctx, 422, sent, errors));
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
    Checked<Filled> check(Form form, Optional<FormToken> token) {
        Field<Username> username = form.line("username", FormReader.MOST_BYTES).parse(Fields::username);
        Field<Email> email = form.line("email", 254).parse(Fields::email);
        Field<String> password = form.secret("password", FormReader.MOST_BYTES)
                .parse(text -> Fields.password(passwords, text))
                .rule(username, (text, own) -> !passwords.repeats(text, own), Flaw.OWN_NAME.key())
                .rule(email, (text, own) -> !passwords.repeats(text, own), Flaw.OWN_EMAIL.key());
        Field<String> confirmation = form.secret("confirm_password", FormReader.MOST_BYTES)
                .rule(password, PasswordRules::same, "problem.confirm");
        Field<Phone> phone = form.line("mobile_phone", 64).parse(text -> Fields.phone(text, policy.region()));
        password.rule(phone, (text, own) -> !passwords.repeats(text, own), Flaw.OWN_PHONE.key());
        Field<String> code =
                policy.sms() ? form.line("code", 64).parse(Fields::smsCode) : form.optionalLine("code", 64);
        return form.into(
                username,
                email,
                password,
                confirmation,
                phone,
                code,
                (u, e, p, same, m, c) ->
                        new Filled(new Registration(u, e, m, p, policy.sms(), token.orElse(null)), m.e164(), c));
    }

    private void welcome(Context ctx, User user) {
        Map<String, String> notes = new HashMap<>(CodeState.strike(Purpose.REGISTER));
        SHOWN_AGAIN.forEach(field -> notes.put(field, ""));
        notes.putAll(Newcomer.note(user));
        visitors.note(ctx, notes);
        Answers.done(ctx, views.to("/login"));
    }

    private Checked<User> register(Context ctx, Filled filled) {
        Registration wanted = filled.registration();
        Set<Taken> taken = accounts.taken(wanted.username(), wanted.email(), wanted.phone());
        if (!taken.isEmpty()) {
            // Before the code, which the first of the two has used up, and which no restart leaves.
            Optional<User> before = authenticator.registeredBefore(ctx, wanted);
            if (before.isPresent()) {
                return Checked.good(before.get());
            }
        }
        if (!policy.sms()) {
            return taken.isEmpty() ? register(ctx, wanted, () -> true) : taken(ctx, taken);
        }
        // The right code is a proof of whose phone it is, even one that was used by this same registration before.
        String bound = binding.typed(ctx, Purpose.REGISTER, Optional.empty());
        Check code = codes.check(filled.phone(), Purpose.REGISTER, bound, filled.code());
        if (!code.isRight()) {
            refused(ctx, "wrong-code");
            return Checked.bad(unproved(taken));
        }
        if (!taken.isEmpty()) {
            return taken(ctx, taken);
        }
        return register(
                ctx, wanted, () -> codes.spend(filled.phone(), Purpose.REGISTER, bound, filled.code()) == Check.GOOD);
    }

    private Checked<User> register(Context ctx, Registration wanted, BooleanSupplier permit) {
        Method method = policy.sms() ? Method.SMS_CODE : Method.NONE;
        Witness<User> witness = trail.witness(ctx, What.REGISTERED, Trail::of, method, "");
        Registered registered = accounts.register(wanted, permit, witness);
        if (registered.user().isPresent()) {
            witness.tell();
            // However many browsers begin here; the same form sent again is not worth as much.
            visitors.noteSurely(ctx, Newcomer.note(registered.user().get()));
            return Checked.good(registered.user().get());
        }
        if (!registered.taken().isEmpty()) {
            // Perhaps by this very form, whose button was pressed twice.
            Optional<User> twin = authenticator.registeredBefore(ctx, wanted);
            return twin.isPresent() ? Checked.good(twin.get()) : taken(ctx, registered.taken());
        }
        refused(ctx, "used-code");
        return Checked.bad(Errors.of("code", "code.used"));
    }

    private Checked<User> taken(Context ctx, Set<Taken> taken) {
        refused(
                ctx,
                "taken-"
                        + taken.stream()
                                .map(Taken::name)
                                .collect(Collectors.joining("-"))
                                .toLowerCase(Locale.ROOT));
        return Checked.bad(told(taken));
    }

    private void refused(Context ctx, String why) {
        trail.record(ctx, What.REGISTRATION_REFUSED, Subject.NOBODY, Method.NONE, why);
    }

    /** Without the code, nobody is told whose phone or e-mail is known here; user names are no secret. */
    private Errors unproved(Set<Taken> taken) {
        Errors errors = Errors.of("code", "code.wrong");
        for (Taken what : taken) {
            if (what == Taken.USERNAME || !policy.hideAccounts()) {
                errors = errors.and(told(Set.of(what)));
            }
        }
        return errors;
    }

    private static Errors told(Set<Taken> taken) {
        Errors errors = Errors.NONE;
        for (Taken what : taken) {
            errors = errors.and(
                    switch (what) {
                        case USERNAME -> Errors.of("username", "problem.taken.username");
                        case EMAIL -> Errors.of("email", "problem.taken.email");
                        case PHONE -> Errors.of("mobile_phone", "problem.taken.phone");
                    });
        }
        return errors;
    }

    private void page(Context ctx, int status, FormView form) {
        CodeState code = policy.sms() ? desk.state(ctx, Purpose.REGISTER, form) : CodeState.NONE;
        View view = views.view(ctx, "/register");
        templates.page(
                ctx,
                status,
                "register",
                new Model(view, form, tokens.token(), policy.open(), policy.sms(), code, policy.passwordMin()));
    }
}
