package dev.menshen.pages;

import dev.menshen.accounts.Phone;
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
import dev.menshen.web.Query;
import dev.menshen.web.Templates;
import dev.menshen.web.View;
import dev.menshen.web.Views;
import dev.menshen.web.Visitors;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** Sign-in with a code sent to the phone. */
public final class LoginSmsPage implements FormPage {

    private static final List<String> SHOWN_AGAIN = List.of("mobile_phone", "remember");

    private final Views views;
    private final Templates templates;
    private final Visitors visitors;
    private final Authenticator authenticator;
    private final Entrance entrance;
    private final CodeDesk desk;
    private final String region;

    public LoginSmsPage(
            Views views,
            Templates templates,
            Visitors visitors,
            Authenticator authenticator,
            Entrance entrance,
            CodeDesk desk,
            String region) {
        this.views = views;
        this.templates = templates;
        this.visitors = visitors;
        this.authenticator = authenticator;
        this.entrance = entrance;
        this.desk = desk;
        this.region = region;
    }

    /**
     * What the template shows.
     *
     * @param code what stands at the button that sends one
     * @param next where to go afterwards, empty for the home page
     * @param reused whether it was let out because two held its session
     */
    public record Model(View view, FormView form, CodeState code, String next, boolean reused) {}

    /** A form that was filled in well. */
    record Filled(Phone phone, String code, boolean remember) {}

    /** Shows the page. */
    public void show(Context ctx) {
        Map<String, String> notes = visitors.notes(ctx);
        String asked = Query.value(ctx, "next");
        String next = asked.isEmpty() ? notes.getOrDefault("next", "") : asked;
        page(ctx, 200, Echo.of(notes, SHOWN_AGAIN, visitors.lostCookie(ctx), views.words(ctx)), next);
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
                words -> page(ctx, status, Echo.of(sent, SHOWN_AGAIN, errors, words), sent.echo("next")));
    }

    /** The form's specification. */
    Checked<Filled> check(Form form) {
        Field<Phone> phone = form.line("mobile_phone", 64).parse(text -> Fields.phone(text, region));
        Field<String> code = form.line("code", 64).parse(Fields::smsCode);
        Field<Boolean> remember = form.tick("remember");
        return form.into(phone, code, remember, Filled::new);
    }

    private void enter(Context ctx, Sent sent, Filled filled) {
        Proof proof = authenticator.code(ctx, filled.phone(), filled.code());
        if (proof instanceof Proof.Shown shown) {
            entrance.letInByPhone(ctx, shown.user(), filled.remember(), sent.echo("next"));
        } else {
            Unproved.of(proof, Errors.of("code", "code.wrong")).answer(ctx, sent, this);
        }
    }

    private void page(Context ctx, int status, FormView form, String next) {
        CodeState code = desk.state(ctx, Purpose.LOGIN, form);
        entrance.letFormLeadTo(ctx, next);
        View view = views.view(ctx, "/login/sms");
        templates.page(ctx, status, "login-sms", new Model(view, form, code, next, visitors.wasLetOut(ctx)));
    }
}
