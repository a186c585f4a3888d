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
                TestDoor real = sending(gateway)) {
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

    @Test
    void whereCodesReachPhonesTheEmailOfTheRegistrationIsRemovedTooAndItsOwnerGivesAnother() {
        try (Gateway gateway = new Gateway();
                TestDoor real = sending(gateway)) {
            People.register(real, "mallory", PHONE);
            Browser mallory = real.browser();
            assertThat(signIn(mallory, "mallory@example.lan", People.PASSWORD).status())
                    .isEqualTo(200);
            assertThat(told(mallory)).as("known to the gate before").isEqualTo("mallory@example.lan");
            Browser owner = real.browser();
            assertThat(byCode(owner, gateway).status()).isEqualTo(303);
            assertThat(told(owner)).isEmpty();
            owner.visit("/?lang=en")
                    .sees(Messages.in(Language.EN).say("email.void"))
                    .sees("href=\"/account/email\"");
            clock.pass(Duration.ofSeconds(61));
            setPassword(owner.asScript(), () -> code(gateway));
            for (String password : List.of(People.PASSWORD, NEW)) {
                assertThat(signIn(real.browser(), "mallory@example.lan", password)
                                .status())
                        .as(password)
                        .isEqualTo(422);
            }
            assertThat(signIn(owner, PHONE, NEW).status()).isEqualTo(200);
            assertThat(told(owner)).isEmpty();
            Map<String, String> own = Map.of("email", "owner@example.lan", "old_password", NEW);
            assertThat(owner.post("/account/email", own).status()).isEqualTo(200);
            assertThat(told(owner)).isEqualTo("owner@example.lan");
            assertThat(Book.closed(real)).contains("phone-proved 1 mallory sms-code 127.0.0.1 void-password-email 1");
        }
    }

    @Test
    void whereThereWasNoEmailNobodyIsToldOfOne() {
        try (Gateway gateway = new Gateway();
                TestDoor real = sending(gateway)) {
            People.register(real, "mallory", PHONE);
            Browser mallory = real.browser();
            signIn(mallory, "mallory", People.PASSWORD);
            Map<String, String> none = Map.of("email", "", "old_password", People.PASSWORD);
            assertThat(mallory.post("/account/email", none).status()).isEqualTo(200);
            Browser owner = real.browser();
            byCode(owner, gateway);
            owner.visit("/?lang=en")
                    .sees(Messages.in(Language.EN).say("home.first-proof.void"))
                    .seesNo(Messages.in(Language.EN).say("email.void"));
            assertThat(Book.closed(real)).contains("phone-proved 1 mallory sms-code 127.0.0.1 void-password 1");
        }
    }

    @Test
    void whereCodesReachPhonesOneInABrowserThatThePasswordWasRightInTakesNothing() {
        try (Gateway gateway = new Gateway();
                TestDoor real = sending(gateway)) {
            People.register(real, "mallory", PHONE);
            Browser owner = real.browser();
            signIn(owner, "mallory", People.PASSWORD);
            owner.post("/logout", Map.of());
            assertThat(byCode(owner, gateway).status()).isEqualTo(200);
            assertThat(told(owner)).isEqualTo("mallory@example.lan");
            assertThat(signIn(real.browser(), "mallory@example.lan", People.PASSWORD)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aNewPasswordByTheFirstCodeTakesTheEmailOfTheRegistrationTooAndItsOwnerIsTold() {
        try (Gateway gateway = new Gateway();
                TestDoor real = sending(gateway)) {
            People.register(real, "mallory", PHONE);
            Browser mallory = real.browser();
            signIn(mallory, "mallory", People.PASSWORD);
            assertThat(told(mallory)).isEqualTo("mallory@example.lan");
            Browser owner = real.browser().asScript();
            setPassword(owner, () -> code(gateway));
            owner.with("Accept", "text/html")
                    .visit("/login?lang=en")
                    .sees(Messages.in(Language.EN).say("email.void"))
                    .sees("href=\"/account/email\"");
            assertThat(signIn(real.browser(), "mallory@example.lan", NEW).status())
                    .isEqualTo(422);
            assertThat(signIn(owner, "mallory", NEW).status()).isEqualTo(200);
            assertThat(told(owner)).isEmpty();
            Map<String, String> own = Map.of("email", "owner@example.lan", "old_password", NEW);
            assertThat(owner.post("/account/email", own).status()).isEqualTo(200);
            clock.pass(Duration.ofSeconds(61));
            Browser elsewhere = real.browser().asScript();
            setPassword(elsewhere, () -> code(gateway));
            elsewhere
                    .with("Accept", "text/html")
                    .visit("/login?lang=en")
                    .seesNo(Messages.in(Language.EN).say("email.void"));
            signIn(elsewhere, "owner@example.lan", NEW);
            assertThat(told(elsewhere)).as("the second code takes nothing").isEqualTo("owner@example.lan");
            assertThat(Book.closed(real))
                    .filteredOn(row -> row.startsWith("password-reset"))
                    .containsExactly(
                            "password-reset 1 mallory sms-code 127.0.0.1 void-email 1",
                            "password-reset 1 mallory sms-code 127.0.0.1  1");
        }
    }

    @Test
    void aNewPasswordByCodeInABrowserThatTheOldOneWasRightInTakesNoEmail() {
        try (Gateway gateway = new Gateway();
                TestDoor real = sending(gateway)) {
            People.register(real, "mallory", PHONE);
            Browser owner = real.browser();
            signIn(owner, "mallory", People.PASSWORD);
            setPassword(owner, () -> code(gateway));
            assertThat(signIn(owner, "mallory@example.lan", NEW).status()).isEqualTo(200);
            assertThat(told(owner)).isEqualTo("mallory@example.lan");
        }
    }

    @Test
    void codesOnTheConsoleTakeNoEmail() {
        Browser owner = door.browser().asScript();
        byCode(owner, "");
        assertThat(told(owner)).isEqualTo("mallory@example.lan");
        owner.with("Accept", "text/html")
                .visit("/?lang=en")
                .sees(Messages.in(Language.EN).say("home.first-proof"))
                .seesNo(Messages.in(Language.EN).say("email.void"));
        assertThat(signIn(door.browser(), "mallory@example.lan", People.PASSWORD)
                        .status())
                .isEqualTo(200);
        People.register(door, "trudy", "13900139000");
        Browser other = door.browser().asScript();
        setPassword(other, "13900139000", () -> door.code("+8613900139000"));
        assertThat(signIn(other, "trudy@example.lan", NEW).status()).isEqualTo(200);
    }

    private TestDoor sending(Gateway gateway) {
        return TestDoor.open(clock, "captcha", "off", "register-sms", "off", "sms", "http", "sms-url", gateway.url());
    }

    private static Browser.Answer byCode(Browser browser, Gateway gateway) {
        send(browser);
        return browser.post("/login/sms", Map.of("mobile_phone", PHONE, "code", code(gateway)));
    }

    /** The e-mail address that an application behind the gate is told. */
    private static String told(Browser browser) {
        Browser.Answer answer = browser.with("X-Original-URL", "http://127.0.0.1/wiki")
                .with("X-Original-Method", "GET")
                .get("/gate/nginx");
        assertThat(answer.status()).isEqualTo(200);
        return answer.header("Remote-Email").orElseThrow();
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
        setPassword(browser, PHONE, code);
    }

    private static void setPassword(Browser browser, String phone, Supplier<String> code) {
        assertThat(browser.post("/send/sms", Map.of("mobile_phone", phone, "tpl", "reset"))
                        .status())
                .isEqualTo(200);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("mobile_phone", phone);
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
