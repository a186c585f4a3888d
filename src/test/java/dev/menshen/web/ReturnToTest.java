package dev.menshen.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.store.HandClock;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where {@code next} may lead: the published redirect payloads, raw and once decoded, at a real door. */
public class ReturnToTest {

    private static TestDoor door;
    private static Browser alice;

    @BeforeAll
    static void open() {
        door = TestDoor.open();
        alice = People.member(door, "alice", "13800138000");
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void noPayloadLeadsSomebodySignedInOutOfTheHouse() throws IOException {
        List<String> payloads = payloads();
        assertThat(payloads).hasSizeGreaterThan(1000);
        for (String payload : payloads) {
            staysInTheHouse(
                    payload,
                    alice.get("/login?next=" + URLEncoder.encode(payload, StandardCharsets.UTF_8))
                            .header("location")
                            .orElseThrow());
        }
    }

    @Test
    void noPayloadLeadsOutOfTheHouseFromAnyOtherPageForGuestsOrBySigningOut() throws IOException {
        List<String> payloads = payloads();
        for (String payload : payloads) {
            String next = "?next=" + URLEncoder.encode(payload, StandardCharsets.UTF_8);
            for (String page : List.of("/login/sms", "/register")) {
                staysInTheHouse(
                        payload, alice.get(page + next).header("location").orElseThrow());
            }
        }
        for (int i = 0; i < payloads.size(); i += 40) {
            String next = "?next=" + URLEncoder.encode(payloads.get(i), StandardCharsets.UTF_8);
            Browser nobody = door.browser();
            assertThat(nobody.post("/logout" + next, Map.of("next", payloads.get(i)))
                            .header("location"))
                    .contains("/");
        }
    }

    @Test
    void noPayloadIsCarriedOutOfTheHouseByACode() throws IOException {
        HandClock clock = new HandClock();
        try (TestDoor house = TestDoor.open(clock)) {
            People.register(house, "carol", "13700137000");
            List<String> payloads = payloads();
            for (int i = 0; i < payloads.size(); i += 60) {
                clock.pass(Duration.ofHours(3));
                Browser browser = house.browser().asScript();
                browser.post("/send/sms", Map.of("mobile_phone", "13700137000", "tpl", "login"));
                Map<String, String> form = Map.of(
                        "mobile_phone", "13700137000", "code", house.code("+8613700137000"), "next", payloads.get(i));
                staysInTheHouse(
                        payloads.get(i), browser.post("/login/sms", form).data());
            }
        }
    }

    @Test
    void noPayloadIsCarriedOutOfTheHouseByASignIn() throws IOException {
        List<String> payloads = payloads();
        People.register(door, "bob", "13900139000");
        for (int i = 0; i < payloads.size(); i += 40) {
            Browser browser = door.browser().asScript();
            Map<String, String> form = People.login(door, browser, "bob", People.PASSWORD);
            form.put("next", payloads.get(i));
            staysInTheHouse(payloads.get(i), browser.post("/login", form).data());
        }
    }

    @Test
    void aPathOfThisHostIsKeptWithItsWholeQuery() {
        assertThat(target("/page?a=1&b=2%26c#part")).isEqualTo("/page?a=1&b=2%26c#part");
        assertThat(target("/wiki/首页")).isEqualTo("/wiki/%E9%A6%96%E9%A1%B5");
        assertThat(target(door.uri() + "/page?a=1")).isEqualTo(door.uri() + "/page?a=1");
    }

    @Test
    void otherHostsPortsSchemesAndUsersAreForeign() {
        int port = door.uri().getPort();
        for (String next : List.of(
                "http://127.0.0.1:" + (port + 1) + "/",
                "https://127.0.0.1:" + port + "/",
                "http://x@127.0.0.1:" + port + "/",
                "http://127.0.0.1:" + port + ".evil.example/",
                "http://127.0.0.1.:" + port + "/",
                "javascript:alert(1)",
                "data:text/html,x",
                "relative/path",
                "/a/../../b",
                "/a\tb",
                "/a\r\nSet-Cookie: x=1",
                "/login?next=/login",
                "/logout",
                "/login/",
                "/login/sms/",
                "/reset",
                "/%6cogin",
                "/" + "a".repeat(5_001))) {
            assertThat(target(next)).as(next).isEqualTo("/");
        }
    }

    /** Found by Jazzer: what was no origin was taken for ours where ours was none either. */
    @Test
    void whereOurOwnOriginIsNotKnownNoWholeUrlIsOurs() {
        String cookie = alice.cookie("menshen").orElseThrow();
        for (String host : List.of("not a host", "door:0", "door:99999")) {
            Browser browser = door.browser().holding("menshen", cookie).with("X-Forwarded-Host", host);
            for (String next : List.of(
                    "javascript://x/%0aalert(1)",
                    "tttp://door.example.lan:8.example/",
                    "http://evil.example:x/",
                    "http://evil.ex\u00e4mple/",
                    "http://evil.example/")) {
                assertThat(browser.get("/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8))
                                .header("location"))
                        .as("%s at %s", next, host)
                        .hasValue("/");
            }
            assertThat(browser.get("/login?next=%2Fwiki").header("location")).hasValue("/wiki");
        }
    }

    private static void staysInTheHouse(String payload, String target) {
        assertThat(target).as(payload).startsWith("/").doesNotStartWith("//").doesNotContain("\\");
        assertThat(target.chars()).as(payload).allMatch(c -> c > ' ' && c < 127);
        assertThat(door.uri().resolve(URI.create(target)).getAuthority())
                .as(payload)
                .isEqualTo(door.uri().getAuthority());
    }

    private static String target(String next) {
        return alice.get("/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8))
                .header("location")
                .orElseThrow();
    }

    /** The payloads, each as published and once decoded. */
    public static List<String> payloads() throws IOException {
        List<String> payloads = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(ReturnToTest.class.getResourceAsStream("redirect-payloads.txt"))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .forEach(line -> {
                        payloads.add(line);
                        payloads.add(decoded(line));
                    });
        }
        return payloads;
    }

    private static String decoded(String line) {
        try {
            return URLDecoder.decode(line, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return line;
        }
    }
}
