package dev.menshen.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.Browser.Answer;
import dev.menshen.People;
import dev.menshen.TestDoor;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One sign-in for all hosts under a cookie domain, by a cookie that opens the gate and nothing else. */
class GatePassTest {

    private static final String PASS = "menshen-gate";

    private TestDoor door;
    private Browser alice;
    private Answer signIn;

    @BeforeEach
    void open() {
        door = TestDoor.open(
                "cookie-domain", "example.lan", "public-url", "https://door.example.lan", "captcha", "off");
        People.register(door, "alice", "13800138000");
        alice = door.browser().with("X-Forwarded-Proto", "https");
        signIn = signIn();
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void thePassIsForTheWholeDomainAndTheSessionForOurHostAlone() {
        assertThat(signIn.header("set-cookie", PASS + "=").orElseThrow())
                .contains("Domain=example.lan", "Secure", "HttpOnly", "SameSite=Lax", "Path=/");
        assertThat(signIn.header("set-cookie", "menshen=").orElseThrow())
                .contains("Secure", "HttpOnly")
                .doesNotContain("Domain");
    }

    @Test
    void itOpensTheGateAndNoPageOfOurs() {
        Browser application = door.browser().holding(PASS, pass());
        assertThat(gate(application)).isEqualTo(200);
        assertThat(application.asScript().get("/session/me").status()).isEqualTo(401);
        Browser stolen = door.browser().asScript().holding("menshen", pass().substring(0, 43));
        assertThat(stolen.get("/session/me").status()).isEqualTo(401);
    }

    @Test
    void itDiesWithTheSession() {
        Browser application = door.browser().holding(PASS, pass());
        Answer out = alice.post("/logout", Map.of());
        assertThat(out.header("set-cookie").isPresent()).isTrue();
        assertThat(out.headers().get("set-cookie"))
                .anyMatch(cookie -> cookie.startsWith(PASS + "=;") && cookie.contains("Domain=example.lan"));
        assertThat(gate(application)).isEqualTo(401);
    }

    @Test
    void whatIsMadeUpOpensNothing() {
        String pass = pass();
        String key = pass.substring(0, 43);
        for (String forged : new String[] {
            key, key + ".", key + "." + key, pass + "x", pass.replace('.', '-'), "x".repeat(43) + pass.substring(43), ""
        }) {
            assertThat(gate(door.browser().holding(PASS, forged))).as(forged).isEqualTo(401);
        }
        assertThat(gate(door.browser().holding(PASS, pass))).isEqualTo(200);
    }

    @Test
    void whoeverLostThePassGetsItAnewOnTheWayBack() {
        Browser browser = door.browser()
                .with("X-Forwarded-Proto", "https")
                .holding("menshen", alice.cookie("menshen").orElseThrow());
        Answer onward = browser.get("/login?next=https%3A%2F%2Fwiki.example.lan%2F&brought=not-ours");
        assertThat(onward.header("location")).hasValue("https://wiki.example.lan/");
        assertThat(gate(door.browser().holding(PASS, browser.cookie(PASS).orElseThrow())))
                .isEqualTo(200);
    }

    @Test
    void anOldPassDoesNotHideALivingSession() {
        String before = pass();
        String session = alice.cookie("menshen").orElseThrow();
        alice.post("/logout", Map.of());
        assertThat(gate(door.browser().holding("menshen", session))).isEqualTo(401);
        signIn();
        Browser both = door.browser()
                .holding(PASS, before)
                .holding("menshen", alice.cookie("menshen").orElseThrow());
        assertThat(gate(both)).isEqualTo(200);
    }

    @Test
    void aNewSignInMakesTheOldPassWorthless() {
        String before = pass();
        signIn();
        assertThat(pass()).isNotEqualTo(before);
        assertThat(gate(door.browser().holding(PASS, before))).isEqualTo(401);
        assertThat(gate(door.browser().holding(PASS, pass()))).isEqualTo(200);
    }

    private Answer signIn() {
        return alice.asScript().post("/login", Map.of("username", "alice", "password", People.PASSWORD));
    }

    private String pass() {
        return alice.cookie(PASS).orElseThrow();
    }

    private static int gate(Browser browser) {
        return browser.with("X-Original-Method", "GET")
                .with("X-Original-URL", "https://wiki.example.lan/")
                .get("/gate/nginx")
                .status();
    }
}
