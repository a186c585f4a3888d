package dev.menshen.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.TestDoor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may change something: the table of cases that the algorithm's authors test it with, on each of our forms. */
class CrossSiteTest {

    private static final String NONE = "";

    /** Sec-Fetch-Site, Origin (OWN stands for the door's), and whether it passes. */
    private static final List<Case> CASES = List.of(
            new Case("same-origin", NONE, true),
            new Case("none", NONE, true),
            new Case("cross-site", NONE, false),
            new Case("same-site", NONE, false),
            new Case("garbage", NONE, false),
            new Case("cross-site", "OWN", false),
            new Case(NONE, NONE, true),
            new Case(NONE, "OWN", true),
            new Case(NONE, "https://attacker.example", false),
            new Case(NONE, "null", false),
            new Case(NONE, "OWN.evil.example", false),
            new Case(NONE, "not a URL", false));

    private record Case(String site, String origin, boolean passes) {}

    @Test
    void everyFormIsRefusedExactlyWhenItComesFromElsewhere() {
        try (TestDoor door = TestDoor.open()) {
            assertThat(door.forms()).hasSizeGreaterThan(6);
            for (String path : door.forms()) {
                for (Case one : CASES) {
                    Browser browser = door.browser().asScript();
                    if (!one.site().isEmpty()) {
                        browser.with("Sec-Fetch-Site", one.site());
                    }
                    if (!one.origin().isEmpty()) {
                        browser.with(
                                "Origin", one.origin().replace("OWN", door.uri().toString()));
                    }
                    int status = browser.post(path, Map.of()).status();
                    assertThat(status == 403).as(path + " " + one).isEqualTo(!one.passes());
                }
            }
        }
    }

    @Test
    void anImageThatSignsOutDoesNothing() {
        try (TestDoor door = TestDoor.open()) {
            Browser browser = People.member(door, "alice", "13800138000");
            browser.with("Sec-Fetch-Site", "cross-site").get("/logout");
            assertThat(browser.get("/session/me").status()).isEqualTo(200);
            assertThat(browser.post("/logout", Map.of()).status()).isEqualTo(403);
            assertThat(browser.get("/session/me").status()).isEqualTo(200);
        }
    }

    @Test
    void aReadingRequestFromElsewhereIsServed() {
        try (TestDoor door = TestDoor.open()) {
            assertThat(door.browser()
                            .with("Sec-Fetch-Site", "cross-site")
                            .get("/login")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aDoorWithAPublicUrlComparesWithThat() {
        try (TestDoor door = TestDoor.open("public-url", "https://door.example.lan")) {
            assertThat(origin(door, "https://door.example.lan")).isEqualTo(422);
            assertThat(origin(door, "http://door.example.lan")).isEqualTo(403);
            assertThat(origin(door, door.uri().toString())).isEqualTo(403);
        }
    }

    @Test
    void behindATrustedProxyTheForwardedHostCounts() {
        try (TestDoor door = TestDoor.open()) {
            Browser browser =
                    door.browser().asScript().with("X-Forwarded-Host", "portal").with("X-Forwarded-Proto", "https");
            assertThat(browser.with("Origin", "https://portal")
                            .post("/login", Map.of())
                            .status())
                    .isEqualTo(422);
        }
        try (TestDoor door = TestDoor.open("trusted-proxies", "10.0.0.1")) {
            Browser browser = door.browser().asScript().with("X-Forwarded-Host", "portal");
            assertThat(browser.with("Origin", "https://portal")
                            .post("/login", Map.of())
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void aVerbInAFieldOrHeaderIsNoVerb() {
        try (TestDoor door = TestDoor.open()) {
            Browser browser = People.member(door, "alice", "13800138000");
            assertThat(browser.with("Sec-Fetch-Site", "cross-site")
                            .post("/logout", Map.of("_method", "GET"))
                            .status())
                    .isEqualTo(403);
            browser.with("X-HTTP-Method-Override", "POST").get("/logout");
            browser.with("X-HTTP-Method-Override", "GET").post("/logout", Map.of());
            browser.with("X-HTTP-Method-Override", "GET");
            assertThat(browser.get("/session/me").status()).isEqualTo(200);
        }
    }

    private static int origin(TestDoor door, String origin) {
        return door.browser()
                .asScript()
                .with("Origin", origin)
                .post("/login", Map.of())
                .status();
    }
}
