package dev.menshen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.Browser.Answer;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.accounts.AccountState;
import dev.menshen.audit.Book;
import dev.menshen.store.HandClock;
import dev.menshen.store.Race;
import dev.menshen.text.Language;
import dev.menshen.text.Messages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Browsers that are remembered, and copies of their tokens (A64). */
class RememberedTest {

    private static final String COOKIE = "menshen";
    private static final String PASS = "menshen-gate";
    private static final String WIKI = "https://wiki.example.lan/";
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final String TOLD = Messages.in(Language.EN).say("login.reused");

    private final HandClock clock = new HandClock();
    private final Path data = TestDoor.newFolder();
    private TestDoor door;
    private Browser alice;

    @BeforeEach
    void open() {
        door = TestDoor.open(data, clock, "captcha", "off");
        People.register(door, "alice", "13800138000");
        alice = remembered(door);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void onAPageTheBrowserGetsANewTokenADayAndStaysIn() {
        String first = token(alice);
        alice.visit("/").sees("alice");
        assertThat(token(alice)).isEqualTo(first);
        clock.pass(DAY);
        Answer page = alice.get("/account/sessions");
        assertThat(page.header("set-cookie", COOKIE + "=").orElseThrow())
                .contains("Max-Age=" + Duration.ofDays(29).toSeconds(), "HttpOnly", "SameSite=Lax", "Path=/");
        assertThat(page.body()).contains(Messages.in(Language.EN).say("sessions.here"));
        assertThat(token(alice)).isNotEqualTo(first);
        clock.pass(GRACE);
        alice.visit("/").sees("alice");
        assertThat(gate(alice)).isEqualTo(200);
    }

    @Test
    void whereNoPageIsShownNoTokenIsReplaced() {
        clock.pass(DAY);
        String before = token(alice);
        for (String path : List.of("/session/me", "/health", "/image/code", "/login", "/.well-known/change-password")) {
            assertThat(alice.get(path).header("set-cookie", COOKIE + "="))
                    .as(path)
                    .isEmpty();
        }
        assertThat(gate(alice)).isEqualTo(200);
        assertThat(alice.ask("HEAD", "/").header("set-cookie")).isEmpty();
        assertThat(program(before).get("/account/sessions").header("set-cookie"))
                .isEmpty();
        assertThat(alice.post("/account/sessions/end-others", Map.of()).status())
                .isEqualTo(303);
        assertThat(token(alice)).isEqualTo(before);
        clock.pass(GRACE);
        assertThat(program(before).get("/session/me").status()).isEqualTo(200);
    }

    @Test
    void aBrowserThatIsNotRememberedKeepsItsToken() {
        try (TestDoor longer = TestDoor.open(clock, "captcha", "off", "session-idle", "3d", "session-absolute", "4d")) {
            People.register(longer, "alice", "13800138000");
            Browser browser = signIn(longer, "");
            clock.pass(DAY.plus(DAY));
            assertThat(browser.get("/").header("set-cookie")).isEmpty();
            browser.visit("/").sees("alice");
        }
    }

    @Test
    void theThiefCameFirstAndTheVictimIsToldInTheirLanguageAndBothAreOut() {
        for (Language language : Language.values()) {
            Browser victim = remembered(door);
            Browser thief = copy(victim);
            clock.pass(DAY);
            thief.visit("/").sees("alice");
            assertThat(token(thief)).isNotEqualTo(token(victim));
            thief.visit("/").sees("alice");
            clock.pass(GRACE);
            assertThat(gate(victim))
                    .as("the gate knows it no more, and leads to us")
                    .isEqualTo(401);
            victim.visit("/login?lang=" + language.code())
                    .sees(Messages.in(language).say("login.reused"));
            victim.visit("/login/sms?lang=" + language.code())
                    .sees(Messages.in(language).say("login.reused"));
            assertThat(victim.cookie(COOKIE)).isEmpty();
            assertThat(gate(thief)).isEqualTo(401);
            assertThat(program(token(thief)).get("/session/me").status()).isEqualTo(401);
            signIn(victim, "on").visit("/").sees("alice");
            victim.post("/logout", Map.of());
            victim.visit("/login").seesNo(Messages.in(language).say("login.reused"));
        }
        assertThat(Book.closed(door).stream().filter(row -> row.startsWith("remembered-")))
                .containsExactly(
                        "remembered-token-reused 1 alice session 127.0.0.1  1",
                        "remembered-token-reused 1 alice session 127.0.0.1  1");
    }

    @Test
    void theThiefComesLateAndTheVictimIsToldToo() {
        Browser thief = copy(alice);
        clock.pass(DAY);
        alice.visit("/");
        clock.pass(Duration.ofDays(12));
        assertThat(alice.with("Accept-Language", "en").visit("/").page().body()).contains("alice");
        clock.pass(GRACE);
        assertThat(gate(thief)).isEqualTo(401);
        thief.visit("/").seesNo("alice");
        assertThat(gate(alice)).isEqualTo(401);
        alice.visit("/login").sees(TOLD);
        door.browser().visit("/login?lang=en").seesNo(TOLD);
    }

    @Test
    void otherSignInsOfTheAccountGoOn() {
        Browser other = remembered(door);
        Browser thief = copy(alice);
        clock.pass(DAY);
        alice.visit("/");
        alice.visit("/");
        clock.pass(GRACE);
        thief.visit("/");
        other.visit("/").sees("alice");
    }

    @Test
    void aFormWithTheOldTokenTellsToo() {
        Browser thief = copy(alice);
        clock.pass(DAY);
        thief.visit("/");
        thief.visit("/");
        clock.pass(GRACE);
        assertThat(alice.asScript()
                        .post("/account/sessions/end-others", Map.of())
                        .status())
                .isEqualTo(401);
        thief.visit("/").seesNo("alice");
    }

    @Test
    void tabsThatAreOpenedAtOnceAreNoTheft() throws Exception {
        clock.pass(DAY);
        String old = token(alice);
        AtomicInteger started = new AtomicInteger();
        List<Browser> tabs = Race.of(8, i -> {
            started.incrementAndGet();
            Browser tab = door.browser().with("Accept-Language", "en").holding(COOKIE, old);
            return tab.visit(i % 2 == 0 ? "/" : "/account/sessions").sees("alice");
        });
        assertThat(tabs.stream().map(RememberedTest::token).distinct()).hasSize(1);
        clock.pass(GRACE);
        tabs.forEach(tab -> tab.visit("/").sees("alice"));
        assertThat(started).hasValue(8);
        assertThat(door.logged()).doesNotContain("remembered-token-reused");
    }

    @Test
    void anAnswerThatWasLostIsGivenAgainHoweverLateTheBrowserComes() {
        clock.pass(DAY);
        Browser lost = copy(alice);
        lost.visit("/");
        clock.pass(DAY.multipliedBy(3));
        alice.visit("/").sees("alice");
        assertThat(token(alice)).isEqualTo(token(lost));
        clock.pass(GRACE);
        alice.visit("/").sees("alice");
    }

    @Test
    void anAnswerThatIsLostTwiceIsGivenAThirdTime() {
        String first = token(alice);
        clock.pass(DAY);
        copy(alice).visit("/");
        // Longer than the store is spared to be told that a session is in use.
        clock.pass(Duration.ofSeconds(40));
        Browser again = copy(alice);
        again.visit("/").sees("alice");
        clock.pass(GRACE.plusSeconds(1));
        alice.visit("/").sees("alice");
        assertThat(token(alice)).isEqualTo(token(again)).isNotEqualTo(first);
    }

    @Test
    void aPageThatIsFetchedAheadOrOpenedByAStrangersPageReplacesNoToken() {
        clock.pass(DAY);
        for (List<String> header : List.of(
                List.of("Sec-Purpose", "prefetch;prerender"),
                List.of("Purpose", "prefetch"),
                List.of("Sec-Fetch-Site", "cross-site"))) {
            Answer page = copy(alice).with(header.get(0), header.get(1)).get("/");
            assertThat(page.body()).contains("alice");
            assertThat(page.header("set-cookie")).as("%s", header).isEmpty();
        }
        assertThat(alice.get("/").header("set-cookie", COOKIE + "=")).isPresent();
    }

    @Test
    void signingOutWithEitherTokenEndsBoth() {
        for (boolean byOld : new boolean[] {true, false}) {
            Browser browser = remembered(door);
            clock.pass(DAY);
            Browser old = copy(browser);
            browser.visit("/");
            (byOld ? old : browser).post("/logout", Map.of());
            for (Browser one : List.of(old, browser)) {
                assertThat(gate(one)).isEqualTo(401);
                one.visit("/").seesNo("alice");
            }
        }
    }

    @Test
    void aDisabledAccountIsOutWithBothAndSoIsAChangedPassword() {
        clock.pass(DAY);
        Browser old = copy(alice);
        alice.visit("/");
        assertThat(gate(old)).isEqualTo(200);
        door.accounts().setState(1, AccountState.DISABLED);
        assertThat(List.of(gate(old), gate(alice))).containsExactly(401, 401);
        assertThat(program(token(alice)).get("/session/me").status()).isEqualTo(401);
        door.accounts().setState(1, AccountState.ACTIVE);
        assertThat(List.of(gate(old), gate(alice))).containsExactly(401, 401);

        Browser second = remembered(door);
        clock.pass(DAY);
        second.visit("/");
        Browser here = signIn(door, "");
        Map<String, String> change = new LinkedHashMap<>(Map.of("old_password", People.PASSWORD));
        change.put("password", "a wholly new 密码 battery");
        change.put("confirm_password", "a wholly new 密码 battery");
        assertThat(here.asScript().post("/account/password", change).status()).isEqualTo(200);
        assertThat(gate(second)).isEqualTo(401);
    }

    @Test
    void tokensAndTheirMarksSurviveARestart() {
        clock.pass(DAY);
        String old = token(alice);
        alice.visit("/");
        String fresh = token(alice);
        clock.pass(DAY.dividedBy(2));
        door.close();
        door = TestDoor.open(data, clock, "captcha", "off");
        Browser again = door.browser().holding(COOKIE, fresh);
        again.visit("/").sees("alice");
        assertThat(token(again)).isEqualTo(fresh);
        clock.pass(GRACE);
        Browser thief = door.browser().holding(COOKIE, old);
        thief.visit("/login?lang=en").sees(TOLD);
        assertThat(program(fresh).get("/session/me").status()).isEqualTo(401);
    }

    @Test
    void thePassOfTheGateIsReplacedWithTheToken() {
        try (TestDoor wide = TestDoor.open(
                clock, "cookie-domain", "example.lan", "public-url", "https://door.example.lan", "captcha", "off")) {
            People.register(wide, "alice", "13800138000");
            Browser browser = wide.browser().with("X-Forwarded-Proto", "https");
            signIn(browser, "on");
            String old = browser.cookie(PASS).orElseThrow();
            clock.pass(DAY);
            assertThat(browser.get("/").header("set-cookie", PASS + "=").orElseThrow())
                    .contains(
                            "Domain=example.lan",
                            "Max-Age=" + Duration.ofDays(29).toSeconds());
            String fresh = browser.cookie(PASS).orElseThrow();
            assertThat(fresh).isNotEqualTo(old);
            assertThat(gate(wide.browser().holding(PASS, old), WIKI)).isEqualTo(200);
            browser.visit("/").sees("alice");
            clock.pass(GRACE);
            assertThat(gate(wide.browser().holding(PASS, old), WIKI)).isEqualTo(401);
            assertThat(gate(wide.browser().holding(PASS, fresh), WIKI)).isEqualTo(200);
        }
    }

    private static Browser remembered(TestDoor door) {
        return signIn(door, "on");
    }

    private static Browser signIn(TestDoor door, String remember) {
        return signIn(door.browser().with("Accept-Language", "en"), remember);
    }

    private static Browser signIn(Browser browser, String remember) {
        Answer answer =
                browser.post("/login", Map.of("username", "alice", "password", People.PASSWORD, "remember", remember));
        assertThat(answer.status()).isEqualTo(303);
        return browser;
    }

    private Browser copy(Browser browser) {
        return door.browser().with("Accept-Language", "en").holding(COOKIE, token(browser));
    }

    private Browser program(String token) {
        return door.browser().asScript().holding(COOKIE, token);
    }

    private static String token(Browser browser) {
        return browser.cookie(COOKIE).orElseThrow();
    }

    private int gate(Browser browser) {
        return gate(browser, door.uri() + "/wiki");
    }

    private static int gate(Browser browser, String url) {
        return browser.with("X-Original-URL", url)
                .with("X-Original-Method", "GET")
                .get("/gate/nginx")
                .status();
    }
}
