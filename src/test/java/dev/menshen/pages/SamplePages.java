package dev.menshen.pages;

import dev.menshen.forms.Errors;
import dev.menshen.gate.Onward;
import dev.menshen.text.Language;
import dev.menshen.text.Messages;
import dev.menshen.web.Assets;
import dev.menshen.web.ErrorPages;
import dev.menshen.web.FormView;
import dev.menshen.web.View;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every page in the states in which a visitor may meet it, rendered without a server. */
final class SamplePages {

    static final int[] ERROR_STATUSES = {400, 401, 403, 404, 405, 408, 413, 415, 429, 431, 500, 503};

    private static final CodeState SENT = new CodeState(42, 282, Optional.empty());
    private static final CodeState AT_HAND = SENT.with(new CodeState.Picture("Zm9yIHRoaXMgZm9ybQ", false));
    private static final CodeState PICTURE = CodeState.NONE.with(new CodeState.Picture("Zm9yIHRoaXMgZm9ybQ", true));
    private static final String TOKEN = "Zm9ybSBvZiBhIHBhZ2UgdGhhdCBub2JvZHkgaGFzIHN";
    private static final String NEXT = "/wiki/page?a=1&b=2";

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.menshen.templates");
    private final Map<String, String> pages = new LinkedHashMap<>();
    private final Messages words;
    private final String base;
    /** The path of the page that is seen by plain http. */
    private static final String PLAIN = "/plain";

    private final Assets assets;
    private final String name;

    /** The pages in one language, all of whose typed texts and names are {@code name}. */
    SamplePages(Language language, String base, Assets assets, String name) {
        this.words = Messages.in(language);
        this.base = base;
        this.assets = assets;
        this.name = name;
        home();
        register();
        login();
        loginBySms();
        reset();
        password();
        email();
        loop();
        sessions();
        errors();
    }

    /** Name of the sample → its HTML. */
    Map<String, String> html() {
        return pages;
    }

    private void home() {
        add("home", "home", new HomePage.Model(view("/"), Optional.empty(), false));
        add("home-in", "home", new HomePage.Model(view("/", Optional.of(name), false), Optional.empty(), false));
        add(
                "home-first-proof",
                "home",
                new HomePage.Model(view("/", Optional.of(name), false), Optional.of("home.first-proof.void"), false));
        add(
                "home-email-void",
                "home",
                new HomePage.Model(view("/", Optional.of(name), false), Optional.of("home.first-proof.void"), true));
        add("home-plain", "home", new HomePage.Model(view(PLAIN), Optional.empty(), false));
        add("home-dev", "home", new HomePage.Model(view("/", Optional.empty(), true), Optional.empty(), false));
    }

    private void register() {
        View view = view("/register");
        Map<String, String> typed =
                Map.of("username", name, "email", name, "mobile_phone", name, "password", "never shown");
        Errors some = Errors.of("username", "problem.taken.username")
                .and(Errors.of("password", "password.too-short", 8))
                .and(Errors.of("confirm_password", "problem.confirm"));
        Errors all = some.and(Errors.of("email", "email.malformed"))
                .and(Errors.of("mobile_phone", "phone.malformed"))
                .and(Errors.of("mobile_phone", "problem.taken.phone"))
                .and(Errors.of("code", "code.wrong"))
                .and(Errors.of("form", "form.unavailable"));
        add(
                "register",
                "register",
                new RegisterPage.Model(view, FormView.EMPTY, TOKEN, true, false, CodeState.NONE, 8));
        add(
                "register-bad",
                "register",
                new RegisterPage.Model(view, bad(typed, some), TOKEN, true, false, CodeState.NONE, 8));
        add(
                "register-sms",
                "register",
                new RegisterPage.Model(view, FormView.EMPTY, TOKEN, true, true, CodeState.NONE, 8));
        add("register-sms-bad", "register", new RegisterPage.Model(view, bad(typed, all), TOKEN, true, true, SENT, 15));
        add("register-picture", "register", new RegisterPage.Model(view, unread(typed), TOKEN, true, true, PICTURE, 8));
        add(
                "register-closed",
                "register",
                new RegisterPage.Model(view, FormView.EMPTY, TOKEN, false, false, CodeState.NONE, 8));
    }

    private void login() {
        View view = view("/login");
        Optional<String> captcha = Optional.of("Zm9yIHRoaXMgZm9ybQ");
        FormView typed = new FormView(Map.of("username", name), Map.of());
        FormView wrong = bad(Map.of("username", name, "password", "never shown"), Errors.of("password", "login.wrong"));
        FormView tooMany = bad(Map.of(), Errors.of("form", "form.busy", 1800));
        add(
                "login",
                "login",
                new LoginPage.Model(view, FormView.EMPTY, captcha, true, "", Optional.empty(), false, false, false));
        add(
                "login-bad",
                "login",
                new LoginPage.Model(view, wrong, captcha, true, NEXT, Optional.empty(), false, false, false));
        add(
                "login-too-many",
                "login",
                new LoginPage.Model(view, tooMany, captcha, true, "", Optional.empty(), false, false, false));
        add(
                "login-welcome",
                "login",
                new LoginPage.Model(view, typed, captcha, false, "", Optional.of(name), false, false, false));
        add(
                "login-plain",
                "login",
                new LoginPage.Model(
                        view, FormView.EMPTY, Optional.empty(), false, "", Optional.empty(), false, false, false));
        add(
                "login-reused",
                "login",
                new LoginPage.Model(view, typed, captcha, true, "", Optional.empty(), false, false, true));
        add(
                "login-renewed",
                "login",
                new LoginPage.Model(view, typed, captcha, true, "", Optional.empty(), true, false, false));
        add(
                "login-email-void",
                "login",
                new LoginPage.Model(view, typed, captcha, true, "", Optional.empty(), true, true, false));
    }

    private void reset() {
        View view = view("/reset");
        Map<String, String> typed = Map.of("mobile_phone", name, "code", "123456", "password", "never shown");
        Errors all = Errors.of("mobile_phone", "phone.malformed")
                .and(Errors.of("code", "code.wrong"))
                .and(Errors.of("password", "password.own-name"))
                .and(Errors.of("confirm_password", "problem.confirm"));
        add("reset", "reset", new ResetPage.Model(view, FormView.EMPTY, CodeState.NONE, 8));
        add("reset-picture", "reset", new ResetPage.Model(view, unread(typed), PICTURE, 8));
        add("reset-sent", "reset", new ResetPage.Model(view, FormView.EMPTY, SENT, 8));
        add("reset-bad", "reset", new ResetPage.Model(view, bad(typed, all), SENT, 15));
    }

    private void password() {
        View view = view("/account/password", Optional.of(name), false);
        FormView wrong = bad(Map.of("old_password", "never shown"), Errors.of("old_password", "password.not-yours"));
        add("password", "password", new PasswordPage.Model(view, FormView.EMPTY, 8, false));
        add("password-bad", "password", new PasswordPage.Model(view, wrong, 15, false));
        add("password-changed", "password", new PasswordPage.Model(view, FormView.EMPTY, 8, true));
    }

    private void email() {
        View view = view("/account/email", Optional.of(name), false);
        FormView own = new FormView(Map.of("email", name), Map.of());
        FormView wrong = bad(
                Map.of("email", name, "old_password", "never shown"),
                Errors.of("email", "problem.taken.email").and(Errors.of("old_password", "password.not-yours")));
        add("email", "email", new EmailPage.Model(view, FormView.EMPTY, false));
        add("email-own", "email", new EmailPage.Model(view, own, false));
        add("email-bad", "email", new EmailPage.Model(view, wrong, false));
        add("email-changed", "email", new EmailPage.Model(view, own, true));
        add("email-removed", "email", new EmailPage.Model(view, FormView.EMPTY, true));
    }

    private void sessions() {
        View view = view("/account/sessions", Optional.of(name), false);
        FormView gone = bad(Map.of(), Errors.of("session", "sessions.gone"));
        List<SessionsPage.Place> some = List.of(
                place("Chrome · Android", "10.0.0.7", true, true),
                place("Samsung Internet · Android", "2001:db8:1234:5678:9abc:def0:1234:5678", false, false),
                place("", "", true, false));
        add("sessions", "sessions", new SessionsPage.Model(view, FormView.EMPTY, some, ""));
        add("sessions-one", "sessions", new SessionsPage.Model(view, FormView.EMPTY, some.subList(0, 1), "others"));
        add("sessions-gone", "sessions", new SessionsPage.Model(view, gone, some, ""));
        add("sessions-ended", "sessions", new SessionsPage.Model(view, FormView.EMPTY, some, "one"));
    }

    private static SessionsPage.Place place(String browser, String address, boolean remembered, boolean here) {
        return new SessionsPage.Place(
                "Zm9yIHRoaXMgZm9ybQ",
                browser,
                address,
                "2026/11/21 17:06",
                "2026/11/22 17:06",
                "2026/12/21 17:06",
                remembered,
                here);
    }

    private void loginBySms() {
        View view = view("/login/sms");
        FormView wrong =
                bad(Map.of("mobile_phone", name, "code", "123456", "remember", "on"), Errors.of("code", "code.wrong"));
        add("login-sms", "login-sms", new LoginSmsPage.Model(view, FormView.EMPTY, CodeState.NONE, NEXT, false));
        FormView unread = unread(Map.of("mobile_phone", name, "remember", "on"));
        add("login-sms-picture", "login-sms", new LoginSmsPage.Model(view, unread, PICTURE, NEXT, false));
        add("login-sms-at-hand", "login-sms", new LoginSmsPage.Model(view, FormView.EMPTY, AT_HAND, "", false));
        add("login-sms-sent", "login-sms", new LoginSmsPage.Model(view, FormView.EMPTY, SENT, "", true));
        add(
                "login-sms-last",
                "login-sms",
                new LoginSmsPage.Model(view, FormView.EMPTY, new CodeState(0, 59, Optional.empty()), "", false));
        add("login-sms-bad", "login-sms", new LoginSmsPage.Model(view, wrong, CodeState.NONE, "", false));
    }

    private void loop() {
        View view = view("/login", Optional.of(name), false);
        String target = "https://wiki.example.lan/page?a=1&b=2%26c";
        List<Object> args = List.of("door.example.lan", "wiki.example.lan", "example.lan");
        add("loop-host", "loop", new Onward.Model(view, target, "host", args));
        add("loop-nothing", "loop", new Onward.Model(view, target, "nothing", args));
    }

    private void errors() {
        for (int status : ERROR_STATUSES) {
            String reference = status == 500 ? "7F3K-22QX" : "";
            add(
                    "error-" + status,
                    "error",
                    new ErrorPages.Model(
                            view("//elsewhere.example/"),
                            status,
                            view("/").say("error." + status + ".text"),
                            reference));
        }
        add(
                "error-in",
                "error",
                new ErrorPages.Model(
                        view("/no", Optional.of(name), false), 404, view("/").say("error.404.text"), ""));
    }

    private FormView unread(Map<String, String> typed) {
        return bad(typed, Errors.of("captcha", "captcha.wrong"));
    }

    private FormView bad(Map<String, String> typed, Errors errors) {
        return FormView.of(typed, errors, words);
    }

    private View view(String self) {
        return view(self, Optional.empty(), false);
    }

    private View view(String self, Optional<String> visitor, boolean dev) {
        return new View(words, base, assets, visitor, dev, self.equals(PLAIN), self);
    }

    private void add(String sample, String template, Object model) {
        StringOutput html = new StringOutput();
        engine.render(template + ".jte", model, html);
        pages.put(sample, html.toString());
    }
}
