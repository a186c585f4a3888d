package dev.menshen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.audit.Book;
import dev.menshen.sms.Gateway;
import dev.menshen.store.HandClock;
import dev.menshen.text.Language;
import dev.menshen.text.Messages;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody registers a phone that is not theirs, keeps what they got by that, and its owner comes later (A111). */
class PreHijackTest {

    private static final String PHONE = "13800138000";
    private static final String E164 = "+8613800138000";
    private static final String NEW = "a wholly new 密码 battery";

    private final HandClock clock = new HandClock();
    private TestDoor door;

    @BeforeEach
    void open() {
        door = TestDoor.open(clock, "captcha", "off");
        People.register(door, "mallory", PHONE);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void whoeverIsInBeforeTheFirstCodeOfItsPhoneIsLetOutByIt() {
        Browser here = signedIn("");
        Browser remembered = signedIn("on");
        Browser owner = door.browser().asScript();
        assertThat(byCode(owner, "").data()).isEqualTo("/");
        assertThat(List.of(here, remembered))
                .allMatch(one -> one.get("/session/me").status() == 401)
                .allMatch(one -> one.with("X-Original-URL", uri("/wiki"))
                                .with("X-Original-Method", "GET")
                                .get("/gate/nginx")
                                .status()
                        == 401);
        assertThat(owner.get("/session/me").status()).isEqualTo(200);
        assertThat(door.accounts().card(1).orElseThrow().user().phoneProved()).isTrue();
    }

    @Test
    void whereCodesReachPhonesThePasswordOfTheRegistrationIsVoid() {
        try (Gateway gateway = new Gateway();
                TestDoor real = TestDoor.open(
                        clock, "captcha", "off", "register-sms", "off", "sms", "http", "sms-url", gateway.url())) {
            People.register(real, "mallory", PHONE);
            Browser owner = real.browser();
            send(owner);
            Map<String, String> form = Map.of("mobile_phone", PHONE, "code", code(gateway));
            assertThat(owner.post("/login/sms", form).status()).isEqualTo(303);
            owner.visit("/?lang=en").sees(Messages.in(Language.EN).say("home.first-proof.void"));
            owner.visit("/account/password").sees("href=\"/reset\"");
            for (String name : List.of("mallory", "mallory@example.lan", PHONE)) {
                assertThat(signIn(real.browser(), name, People.PASSWORD).status())
                        .as(name)
                        .isEqualTo(422);
            }
            clock.pass(Duration.ofSeconds(61));
            setPassword(owner.asScript(), () -> code(gateway));
            assertThat(signIn(real.browser(), "mallory", People.PASSWORD).status())
                    .isEqualTo(422);
            assertThat(signIn(real.browser(), "mallory", NEW).status()).isEqualTo(200);
        }
    }

    private static String code(Gateway gateway) {
        String text = gateway.take().body();
        return text.substring(text.lastIndexOf('#') + 1).substring(0, 6);
    }

    @Test
    void aCodeInABrowserThatThePasswordWasRightInChangesNothing() {
        Browser owner = signedIn("");
        Browser desk = signedIn("");
        owner.post("/logout", Map.of());
        assertThat(byCode(owner, "").status()).isEqualTo(200);
        assertThat(door.accounts().card(1).orElseThrow().user().phoneProved()).isTrue();
        assertThat(desk.get("/session/me").status()).isEqualTo(200);
        assertThat(signIn(door.browser(), "mallory", People.PASSWORD).status()).isEqualTo(200);
        owner.with("Accept", "text/html")
                .visit("/?lang=en")
                .seesNo(Messages.in(Language.EN).say("home.first-proof"));
        assertThat(Book.closed(door)).contains("phone-proved 1 mallory sms-code 127.0.0.1 same-browser 1");
    }

    @Test
    void aCodeInTheBrowserThatRegisteredChangesNothing() {
        Browser owner = door.browser().asScript();
        assertThat(owner.post("/register", People.form("alice", "13900139000")).status())
                .isEqualTo(200);
        owner.post("/send/sms", Map.of("mobile_phone", "13900139000", "tpl", "login"));
        Map<String, String> form = Map.of("mobile_phone", "13900139000", "code", door.code("+8613900139000"));
        assertThat(owner.post("/login/sms", form).status()).isEqualTo(200);
        assertThat(signIn(door.browser(), "alice", People.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void aBrowserThatRegisteredSomebodyElseIsNoReasonToTrustIt() {
        Browser mallory = signedIn("");
        Browser owner = door.browser().asScript();
        assertThat(owner.post("/register", People.form("alice", "13900139000")).status())
                .isEqualTo(200);
        byCode(owner, "");
        assertThat(mallory.get("/session/me").status()).isEqualTo(401);
    }

    @Test
    void aBrowserThatWasKnownBeforeIsNotKnownAfter() {
        Browser known = signedIn("");
        byCode(door.browser().asScript(), "");
        for (int i = 0; i < 5; i++) {
            assertThat(signIn(door.browser(), "mallory", "guess number " + i).status())
                    .isEqualTo(422);
        }
        assertThat(signIn(known, "mallory", "another guess").status())
                .as("it waits like anybody")
                .isEqualTo(429);
    }

    @Test
    void theOwnerIsToldOnTheHomePageForTenMinutesAndFindsTheWayToANewPassword() {
        for (Language language : Language.values()) {
            String told = Messages.in(language).say("home.first-proof");
            try (TestDoor other = TestDoor.open(clock)) {
                People.register(other, "mallory", PHONE);
                Browser owner = other.browser();
                send(owner);
                owner.visit("/login/sms?lang=" + language.code())
                        .fill("mobile_phone", PHONE)
                        .fill("code", other.code(E164))
                        .submit("/login/sms");
                assertThat(owner.path()).isEqualTo("/");
                owner.sees(told).sees("href=\"/reset\"");
                owner.visit("/reset").sees("name=\"confirm_password\"").sees("mallory");
                clock.pass(Duration.ofMinutes(9));
                owner.visit("/").sees(told);
                other.browser().visit("/?lang=" + language.code()).seesNo(told);
                clock.pass(Duration.ofMinutes(2));
                owner.visit("/").sees("mallory").seesNo(told);
            }
        }
    }

    @Test
    void whoIsLedOnFindsTheNoticeAtHome() {
        Browser owner = door.browser();
        send(owner);
        owner.visit("/login/sms?lang=en&next=%2Faccount%2Fsessions")
                .fill("mobile_phone", PHONE)
                .fill("code", door.code(E164))
                .submit("/login/sms");
        assertThat(owner.path()).isEqualTo("/account/sessions");
        owner.visit("/").sees(Messages.in(Language.EN).say("home.first-proof"));
        owner.post("/logout", Map.of());
        owner.visit("/").seesNo(Messages.in(Language.EN).say("home.first-proof"));
    }

    @Test
    void theSecondCodeEndsNothingAndTellsNothing() {
        Browser elsewhere = door.browser().asScript();
        byCode(elsewhere, "");
        clock.pass(Duration.ofSeconds(61));
        Browser again = door.browser().asScript();
        assertThat(byCode(again, "on").status()).isEqualTo(200);
        assertThat(elsewhere.get("/session/me").status()).isEqualTo(200);
        again.with("Accept", "text/html")
                .visit("/?lang=en")
                .sees("mallory")
                .seesNo(Messages.in(Language.EN).say("home.first-proof"));
        assertThat(Book.closed(door))
                .filteredOn(row -> row.startsWith("phone"))
                .containsExactly("phone-proved 1 mallory sms-code 127.0.0.1  1");
    }

    @Test
    void aPhoneThatWasProvedByRegisteringNeedsNoOtherProof() {
        try (TestDoor careful = TestDoor.open(clock, "captcha", "off", "register-sms", "on")) {
            Browser browser = careful.browser().asScript();
            browser.post("/send/sms", Map.of("mobile_phone", PHONE, "tpl", "register"));
            Map<String, String> form = new LinkedHashMap<>(People.form("alice", PHONE));
            form.put("code", careful.code(E164));
            assertThat(browser.post("/register", form).status()).isEqualTo(200);
            assertThat(signIn(browser, "alice", People.PASSWORD).status()).isEqualTo(200);
            clock.pass(Duration.ofSeconds(61));
            Browser second = careful.browser().asScript();
            send(second);
            assertThat(second.post("/login/sms", Map.of("mobile_phone", PHONE, "code", careful.code(E164)))
                            .status())
                    .isEqualTo(200);
            assertThat(browser.get("/session/me").status()).isEqualTo(200);
            second.with("Accept", "text/html")
                    .visit("/?lang=en")
                    .sees("alice")
                    .seesNo(Messages.in(Language.EN).say("home.first-proof"));
        }
    }

    @Test
    void aNewPasswordByCodeLeavesNothingToWhoRegisteredThePhone() {
        Browser known = signedIn("on");
        Browser owner = door.browser().asScript();
        setPassword(owner, () -> door.code(E164));
        assertThat(known.get("/session/me").status()).isEqualTo(401);
        for (String name : List.of("mallory", "mallory@example.lan", PHONE, "+86 138 0013 8000")) {
            assertThat(signIn(door.browser(), name, People.PASSWORD).status())
                    .as(name)
                    .isEqualTo(422);
        }
        assertThat(signIn(door.browser(), "mallory", "the fifth guess").status())
                .isEqualTo(422);
        assertThat(signIn(known, "mallory", NEW).status())
                .as("its mark is void, so it waits like anybody")
                .isEqualTo(429);
        clock.pass(Duration.ofSeconds(31));
        assertThat(signIn(owner, "mallory", NEW).status()).isEqualTo(200);
        Browser second = door.browser().asScript();
        clock.pass(Duration.ofSeconds(31));
        assertThat(byCode(second, "").status()).isEqualTo(200);
        assertThat(owner.get("/session/me").status())
                .as("the phone was proved by the reset")
                .isEqualTo(200);
    }

    @Test
    void aPasswordThatIsChangedProvesNoPhone() {
        Browser mallory = signedIn("");
        Map<String, String> change = Map.of("old_password", People.PASSWORD, "password", NEW, "confirm_password", NEW);
        assertThat(mallory.post("/account/password", change).status()).isEqualTo(200);
        byCode(door.browser().asScript(), "");
        assertThat(mallory.get("/session/me").status()).isEqualTo(401);
    }

    private Browser signedIn(String remember) {
        Browser browser = door.browser();
        Map<String, String> form = new LinkedHashMap<>(Map.of("username", "mallory", "password", People.PASSWORD));
        form.put("remember", remember);
        assertThat(browser.asScript().post("/login", form).status()).isEqualTo(200);
        return browser;
    }

    private static void setPassword(Browser browser, Supplier<String> code) {
        assertThat(browser.post("/send/sms", Map.of("mobile_phone", PHONE, "tpl", "reset"))
                        .status())
                .isEqualTo(200);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("mobile_phone", PHONE);
        form.put("code", code.get());
        form.put("password", NEW);
        form.put("confirm_password", NEW);
        assertThat(browser.post("/reset", form).status()).isEqualTo(200);
    }

    private static Browser.Answer signIn(Browser browser, String name, String password) {
        return browser.asScript().post("/login", Map.of("username", name, "password", password));
    }

    private Browser.Answer byCode(Browser browser, String remember) {
        send(browser);
        Map<String, String> form = Map.of("mobile_phone", PHONE, "code", door.code(E164), "remember", remember);
        return browser.post("/login/sms", form);
    }

    private static void send(Browser browser) {
        assertThat(browser.post("/send/sms", Map.of("mobile_phone", PHONE, "tpl", "login"))
                        .status())
                .isIn(200, 303);
    }

    private String uri(String path) {
        return door.uri() + path;
    }
}
