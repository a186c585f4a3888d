package dev.menshen.pages;

import dev.menshen.accounts.Accounts;
import dev.menshen.audit.Method;
import dev.menshen.forms.Checked;
import dev.menshen.forms.Errors;
import dev.menshen.forms.Field;
import dev.menshen.forms.Form;
import dev.menshen.forms.Sent;
import dev.menshen.store.Tokens;
import dev.menshen.web.Answers;
import dev.menshen.web.Authenticator;
import dev.menshen.web.Authenticator.Reading;
import dev.menshen.web.CaptchaMode;
import dev.menshen.web.FormReader;
import dev.menshen.web.FormView;
import dev.menshen.web.Proof;
import dev.menshen.web.Query;
import dev.menshen.web.Templates;
import dev.menshen.web.View;
import dev.menshen.web.Views;
import dev.menshen.web.Visitors;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sign-in with user name, e-mail or phone, password, and the characters of a picture. */
public final class LoginPage implements FormPage {

    private static final List<String> SHOWN_AGAIN = List.of("username", "remember");

    private final Views views;
    private final Templates templates;
    private final Visitors visitors;
    private final Accounts accounts;
    private final Authenticator authenticator;
    private final Entrance entrance;
    private final Tokens tokens;
    private final Policy policy;

    public LoginPage(
            Views views,
            Templates templates,
            Visitors visitors,
            Accounts accounts,
            Authenticator authenticator,
            Entrance entrance,
            Tokens tokens,
            Policy policy) {
        this.views = views;
        this.templates = templates;
        this.visitors = visitors;
        this.accounts = accounts;
        this.authenticator = authenticator;
        this.entrance = entrance;
        this.tokens = tokens;
        this.policy = policy;
    }

    /**
     * What the house has decided about sign-in.
     *
     * @param captcha when the picture is asked for
     * @param hideAccounts whether an unknown name gets the same answer as a wrong password
     */
    public record Policy(CaptchaMode captcha, boolean hideAccounts) {}

    /**
     * What the template shows.
     *
     * @param captcha the id of this form's captcha, empty when one is never asked for
     * @param picture whether the captcha is shown; when not, it is at hand for when one is asked for after all
     * @param next where to go afterwards, empty for the home page
     * @param welcome the name of somebody who has just registered in this browser
     * @param renewed whether somebody has just set a new password in this browser
     * @param emailVoid whether the account's e-mail address was removed by that
     * @param reused whether it was let out because two held its session
     */
    public record Model(
            View view,
            FormView form,
            Optional<String> captcha,
            boolean picture,
            String next,
            Optional<String> welcome,
            boolean renewed,
            boolean emailVoid,
            boolean reused) {}

    /** A form that was filled in, with the captcha's id as the browser names it. */
    record Filled(String login, String password, String code, String captcha, boolean remember) {}

    /** Shows the page. */
    public void show(Context ctx) {
        Map<String, String> notes = visitors.notes(ctx);
        Optional<String> welcome = Newcomer.in(notes);
        Map<String, String> typed = Map.of("username", welcome.orElse(""));
        FormView form = FormView.of(typed, visitors.lostCookie(ctx), views.words(ctx));
        String renewed = notes.getOrDefault("renewed", "");
        page(ctx, 200, form, authenticator.showsPicture(ctx), Query.value(ctx, "next"), welcome, renewed);
    }

    /** Takes the form. */
    public void submit(Context ctx) {
        Sent sent = FormReader.read(ctx);
        check(new Form(sent)).settle(filled -> enter(ctx, sent, filled), errors -> again(ctx, 422, sent, errors));
    }

    @Override
    public void again(Context ctx, int status, Sent sent, Errors bad) {
        Errors errors = bad.and(visitors.lostCookie(ctx));
        Answers.notTaken(
                ctx,
                status,
                errors,
                views.words(ctx),
                words -> page(
                        ctx,
                        status,
                        Echo.of(sent, SHOWN_AGAIN, errors, words),
                        authenticator.showsPicture(ctx) || errors.byField().containsKey("code"),
                        sent.echo("next"),
                        Optional.empty(),
                        ""));
    }

    /** The form's specification. */
    Checked<Filled> check(Form form) {
        Field<String> login = form.line("username", 254);
        Field<String> password = form.secret("password", 1024);
        Field<String> code =
                policy.captcha() == CaptchaMode.ALWAYS ? form.line("code", 64) : form.optionalLine("code", 64);
        Field<String> captcha = form.optionalLine("captcha_id", 64)
                .rule(id -> CaptchaDesk.ID.matcher(id).matches(), "problem.characters");
        Field<Boolean> remember = form.tick("remember");
        return form.into(login, password, code, captcha, remember, Filled::new);
    }

    private void enter(Context ctx, Sent sent, Filled filled) {
        Reading reading = new Reading(filled.captcha(), filled.code());
        Proof proof = authenticator.password(ctx, filled.login(), filled.password(), reading);
        if (proof instanceof Proof.Shown shown) {
            entrance.letIn(ctx, shown.user(), Method.PASSWORD, filled.remember(), sent.echo("next"));
        } else {
            Unproved.of(proof, wrong(filled.login())).answer(ctx, sent, this);
        }
    }

    private Errors wrong(String login) {
        return !policy.hideAccounts() && accounts.find(accounts.login(login)).isEmpty()
                ? Errors.of("username", "login.unknown")
                : Errors.of("password", "login.wrong");
    }

    private void page(
            Context ctx,
            int status,
            FormView form,
            boolean picture,
            String next,
            Optional<String> welcome,
            String renewed) {
        Optional<String> captcha = policy.captcha() == CaptchaMode.OFF ? Optional.empty() : Optional.of(tokens.id());
        entrance.letFormLeadTo(ctx, next);
        View view = views.view(ctx, "/login");
        templates.page(
                ctx,
                status,
                "login",
                new Model(
                        view,
                        form,
                        captcha,
                        picture,
                        next,
                        welcome,
                        !renewed.isEmpty(),
                        renewed.equals("void-email"),
                        visitors.wasLetOut(ctx)));
    }
}
