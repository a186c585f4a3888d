package dev.menshen;

import static dev.menshen.web.Row.get;
import static dev.menshen.web.Row.post;
import static dev.menshen.web.Who.ANYONE;
import static dev.menshen.web.Who.GUESTS;
import static dev.menshen.web.Who.USERS;

import dev.menshen.gate.Gate;
import dev.menshen.gate.Mirror;
import dev.menshen.pages.AssetFile;
import dev.menshen.pages.CaptchaPicture;
import dev.menshen.pages.CaptchaSound;
import dev.menshen.pages.EmailPage;
import dev.menshen.pages.Health;
import dev.menshen.pages.HomePage;
import dev.menshen.pages.LoginPage;
import dev.menshen.pages.LoginSmsPage;
import dev.menshen.pages.Logout;
import dev.menshen.pages.PasswordPage;
import dev.menshen.pages.RegisterPage;
import dev.menshen.pages.ResetPage;
import dev.menshen.pages.SendSms;
import dev.menshen.pages.SessionMe;
import dev.menshen.pages.SessionsPage;
import dev.menshen.web.Row;
import dev.menshen.web.Visitors;
import dev.menshen.web.Who;
import io.javalin.http.Handler;
import java.util.List;

/** Every route there is, one row each. */
record Routes(
        Visitors visitors,
        HomePage home,
        RegisterPage register,
        LoginPage login,
        LoginSmsPage loginSms,
        PasswordPage password,
        EmailPage email,
        ResetPage reset,
        SessionsPage sessions,
        SendSms sendSms,
        CaptchaPicture captcha,
        CaptchaSound captchaSound,
        Logout logout,
        SessionMe me,
        Health health,
        AssetFile asset,
        Gate gate,
        Mirror mirror) {

    List<Row> rows() {
        return List.of(
                page("/", ANYONE, home::show),
                get("/register", GUESTS, register::show),
                post("/register", ANYONE, register::submit),
                get("/login", GUESTS, login::show),
                post("/login", ANYONE, login::submit),
                get("/login/sms", GUESTS, loginSms::show),
                post("/login/sms", ANYONE, loginSms::submit),
                page("/reset", ANYONE, reset::show),
                post("/reset", ANYONE, reset::submit),
                post("/send/sms", ANYONE, sendSms::submit),
                get("/image/code", ANYONE, captcha::draw),
                get("/audio/code", ANYONE, captchaSound::speak),
                post("/logout", ANYONE, logout::here),
                post("/logout/all", ANYONE, logout::everywhere),
                page("/account/password", USERS, password::show),
                post("/account/password", USERS, password::submit),
                page("/account/email", USERS, email::show),
                post("/account/email", USERS, email::submit),
                get("/.well-known/change-password", ANYONE, password::wellKnown),
                get("/gate/nginx", ANYONE, gate::nginx),
                get("/gate/forward", ANYONE, gate::forward),
                get("/gate/seen", ANYONE, mirror::show),
                page("/account/sessions", USERS, sessions::show),
                post("/account/sessions/end", USERS, sessions::end),
                post("/account/sessions/end-others", USERS, sessions::endOthers),
                get("/session/me", ANYONE, me::show),
                get("/health", ANYONE, health::show),
                get("/asset/{name}", ANYONE, asset::send));
    }

    /** A page that people are at who are signed in, and remembered perhaps. */
    private Row page(String path, Who who, Handler show) {
        return get(path, who, ctx -> {
            visitors.turn(ctx);
            show.handle(ctx);
        });
    }
}
