package dev.menshen.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.Browser.Answer;
import dev.menshen.People;
import dev.menshen.RawClient;
import dev.menshen.TestDoor;
import dev.menshen.store.HandClock;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where those go who are signed in and come to the sign-in page, and where going round ends. */
class OnwardTest {

    private final HandClock clock = new HandClock();

    @Test
    void theThirdBounceWithinTenSecondsEndsAtAPageThatNamesTheCause() {
        try (TestDoor door = TestDoor.open(clock, "gate-hosts", "wiki.lan", "language", "en")) {
            Browser alice = People.member(door, "alice", "13800138000").with("Accept", "text/html");
            Answer gate = bounce(alice, "http://wiki.lan/a?b=1");
            assertThat(gate.status()).isEqualTo(303);
            clock.pass(Duration.ofSeconds(3));
            assertThat(bounce(alice, "http://wiki.lan/a?b=1").status()).isEqualTo(303);
            clock.pass(Duration.ofSeconds(3));
            Answer page = bounce(alice, "http://wiki.lan/a?b=1");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.header("location")).isEmpty();
            assertThat(page.body()).contains("Sent back and forth", "cookie-domain", "wiki.lan", "127.0.0.1");
        }
    }

    @Test
    void somebodySlowerOrWithSeveralLinksOpenIsNotStopped() {
        try (TestDoor door = TestDoor.open(clock, "gate-hosts", "wiki.lan")) {
            Browser alice = People.member(door, "alice", "13800138000");
            for (int i = 0; i < 10; i++) {
                assertThat(bounce(alice, "http://wiki.lan/tab" + i).status()).isEqualTo(303);
            }
            for (int i = 0; i < 10; i++) {
                clock.pass(Duration.ofSeconds(6));
                assertThat(bounce(alice, "http://wiki.lan/slow").status()).isEqualTo(303);
            }
        }
    }

    @Test
    void anApplicationThatAddsATimeToItsAddressIsStoppedToo() {
        try (TestDoor door = TestDoor.open(clock, "gate-hosts", "wiki.lan")) {
            Browser alice = People.member(door, "alice", "13800138000");
            assertThat(bounce(alice, "http://wiki.lan/x?t=1").status()).isEqualTo(303);
            assertThat(bounce(alice, "http://wiki.lan/x?t=2").status()).isEqualTo(303);
            assertThat(bounce(alice, "http://wiki.lan/x?t=3").status()).isEqualTo(200);
        }
    }

    @Test
    void oneThatNeverAsksForTheSamePathIsStoppedInTheEnd() {
        try (TestDoor door = TestDoor.open(clock, "gate-hosts", "wiki.lan,blog.lan")) {
            Browser alice = People.member(door, "alice", "13800138000");
            for (int i = 0; i < 15; i++) {
                assertThat(bounce(alice, "http://wiki.lan/page" + i).status()).isEqualTo(303);
            }
            assertThat(bounce(alice, "http://wiki.lan/page15").status()).isEqualTo(200);
            assertThat(bounce(alice, "http://blog.lan/page15").status()).isEqualTo(303);
        }
    }

    @Test
    void theFormOfTheSignInPageMayLeadToTheApplicationAndNowhereElse() {
        try (TestDoor door = TestDoor.open(clock, "gate-hosts", "wiki.lan")) {
            for (String path : new String[] {"/login", "/login/sms"}) {
                assertThat(policy(door, path + "?next=http%3A%2F%2Fwiki.lan%2Fa%3Fb"))
                        .contains("form-action 'self' http://wiki.lan;");
                assertThat(policy(door, path + "?next=http%3A%2F%2Fevil.lan%2F"))
                        .contains("form-action 'self';");
                assertThat(policy(door, path + "?next=http%3A%2F%2Fwiki.lan%3Bscript-src%20*%2F"))
                        .contains("form-action 'self';");
            }
        }
    }

    private static String policy(TestDoor door, String path) {
        return door.browser().get(path).header("content-security-policy").orElseThrow();
    }

    @Test
    void eachCauseIsToldByWhatTheGateWasBrought() {
        Map<String, String> causes = Map.of(
                "nothing", "no cookie at all arrived",
                "not-ours", "ours was not among them",
                "other-scheme", "another scheme than the browser uses",
                "twice", "arrived at the gate twice",
                "over", "does not know the sign-in it belongs to",
                "made-up", "did not say what it was brought");
        try (TestDoor door = TestDoor.open(clock, "gate-hosts", "127.0.0.1", "language", "en")) {
            Browser alice = People.member(door, "alice", "13800138000");
            causes.forEach((word, text) -> assertThat(third(alice, "http://127.0.0.1:3000/" + word, word))
                    .contains(text));
        }
    }

    @Test
    void theGateItselfSaysWhatItWasBroughtAndTheCauseIsToldByThat() {
        String other = "A".repeat(43);
        try (TestDoor door = TestDoor.open(clock, "gate-hosts", "127.0.0.1", "language", "en")) {
            Browser alice = People.member(door, "alice", "13800138000");
            String own = alice.cookie("menshen").orElseThrow();
            Map.of(
                            Optional.<String>empty(), List.of("nothing", "no cookie at all arrived"),
                            Optional.of("theme=dark"), List.of("not-ours", "ours was not among them"),
                            Optional.of("__Host-menshen=" + own), List.of("other-scheme", "another scheme than"),
                            Optional.of("menshen=" + own + "; menshen=" + other), List.of("twice", "at the gate twice"),
                            Optional.of("menshen=" + other), List.of("over", "does not know the sign-in it belongs to"))
                    .forEach((cookies, told) -> {
                        for (String gate : List.of("nginx", "forward")) {
                            String led = led(door, gate, cookies);
                            assertThat(led).endsWith("&brought=" + told.get(0));
                            assertThat(thirdTime(alice, led)).contains(told.get(1));
                            clock.pass(Duration.ofSeconds(11));
                        }
                    });
        }
    }

    /** Where a browser is sent that brings these cookies, as a path at the door. */
    private static String led(TestDoor door, String gate, Optional<String> cookies) {
        String asked = "GET /gate/" + gate + "?door=" + door.uri() + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Accept: text/html\r\nX-Original-Method: GET\r\nX-Original-URL: http://127.0.0.1:3000/" + gate
                + cookies.hashCode() + "\r\nX-Forwarded-Method: GET\r\nX-Forwarded-Proto: http\r\n"
                + "X-Forwarded-Host: 127.0.0.1:3000\r\nX-Forwarded-Uri: /" + gate + cookies.hashCode() + "\r\n"
                + cookies.map(text -> "Cookie: " + text + "\r\n").orElse("") + "\r\n";
        return RawClient.ask(door.uri(), asked)
                .lines()
                .filter(line -> line.startsWith("Location: " + door.uri()))
                .map(line -> line.substring(("Location: " + door.uri()).length()))
                .findFirst()
                .orElseThrow();
    }

    private static String thirdTime(Browser browser, String path) {
        browser.with("Accept", "text/html");
        assertThat(browser.get(path).status()).isEqualTo(303);
        assertThat(browser.get(path).status()).isEqualTo(303);
        return browser.get(path).body();
    }

    @Test
    void aHostOutsideTheCookieDomainIsNamedAndSoIsASchemeThatCannotSeeTheCookie() {
        try (TestDoor door = TestDoor.open(
                clock,
                "gate-hosts",
                "wiki.lan",
                "cookie-domain",
                "example.lan",
                "public-url",
                "https://door.example.lan",
                "captcha",
                "off",
                "language",
                "en")) {
            People.register(door, "alice", "13800138000");
            Browser alice = door.browser().asScript().with("X-Forwarded-Proto", "https");
            alice.post("/login", Map.of("username", "alice", "password", People.PASSWORD));
            assertThat(third(alice, "https://wiki.lan/", "nothing")).contains("which is not under it");
            assertThat(third(alice, "http://wiki.example.lan/", "nothing")).contains("never send a secure cookie");
        }
        try (TestDoor door = TestDoor.open(clock, "cookie-domain", "example.lan", "language", "en")) {
            Browser alice = People.member(door, "alice", "13800138000");
            assertThat(third(alice, "http://wiki.example.lan/", "nothing")).contains("but you signed in at 127.0.0.1");
        }
    }

    private static String third(Browser browser, String next, String brought) {
        String path = "/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8) + "&brought=" + brought;
        browser.with("Accept", "text/html").get(path);
        browser.get(path);
        return browser.get(path).body();
    }

    private static Answer bounce(Browser browser, String next) {
        return browser.get("/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
    }
}
