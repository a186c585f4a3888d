package dev.menshen.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.RawClient;
import dev.menshen.TestDoor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The security headers on every answer, whoever writes it. */
class HeadersTest {

    private static TestDoor door;

    @BeforeAll
    static void open() {
        door = TestDoor.open();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void theyAreTheseAndSayThis() {
        // Written out, for all the other tests go by the list itself, and would not miss what is missing there.
        assertThat(Headers.ALWAYS)
                .containsOnlyKeys(
                        "Content-Security-Policy",
                        "X-Content-Type-Options",
                        "X-Frame-Options",
                        "Referrer-Policy",
                        "Cross-Origin-Opener-Policy",
                        "Cross-Origin-Resource-Policy",
                        "Permissions-Policy",
                        "Cache-Control")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("X-Frame-Options", "DENY")
                .containsEntry("Referrer-Policy", "same-origin")
                .containsEntry("Cross-Origin-Opener-Policy", "same-origin")
                .containsEntry("Cross-Origin-Resource-Policy", "same-origin")
                .containsEntry("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
                .containsEntry("Cache-Control", "no-store");
    }

    @Test
    void theyStandOnEveryAnswerOfOurs() {
        Map<String, Integer> paths = new LinkedHashMap<>();
        paths.put("/", 200);
        paths.put("/login", 200);
        paths.put("/register", 200);
        paths.put("/login/sms", 200);
        paths.put("/image/code", 200);
        paths.put("/audio/code", 200);
        paths.put("/health", 200);
        paths.put("/session/me", 401);
        paths.put("/nothing", 404);
        paths.put("/asset/nothing.css", 404);
        paths.put("/image/code?id=%3Cscript%3E", 400);
        paths.put("/audio/code?id=%3Cscript%3E", 400);
        paths.put("/logout", 405);
        paths.forEach((path, status) -> {
            Browser.Answer answer = door.browser().get(path);
            assertThat(answer.status()).as(path).isEqualTo(status);
            hasAll(path, answer);
            assertThat(answer.header("cache-control")).as(path).contains("no-store");
        });
    }

    @Test
    void theyStandOnFilesWhichBrowsersKeepForEver() {
        String css = new Assets().path("menshen.css");
        Browser.Answer answer = door.browser().get(css);
        assertThat(answer.status()).isEqualTo(200);
        hasAll(css, answer);
        assertThat(answer.header("cache-control")).contains("public, max-age=31536000, immutable");
        assertThat(answer.header("content-type").orElseThrow()).matches("text/css; ?charset=utf-8");
    }

    @Test
    void theyStandOnRefusedForms() {
        Browser browser = door.browser().asScript();
        hasAll("422", browser.post("/login", Map.of()));
        hasAll("415", browser.post("/login", "text/plain", "username=a"));
        hasAll("413", browser.post("/login", "application/x-www-form-urlencoded", "a=" + "b".repeat(70_000)));
        hasAll("403", browser.with("Sec-Fetch-Site", "cross-site").post("/login", Map.of()));
    }

    @Test
    void theyStandOnWhatTheServerItselfRefuses() {
        for (String request : new String[] {
            "GARBAGE\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "GET /%2e%2e/x HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(20_000) + "\r\n\r\n",
            "POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"
        }) {
            String answer = RawClient.ask(door.uri(), request);
            assertThat(answer).as(request).startsWith("HTTP/1.").containsPattern("^HTTP/1\\.\\d 4\\d\\d");
            Headers.ALWAYS.forEach(
                    (name, value) -> assertThat(answer).as(request).contains(name + ": " + value));
            assertThat(answer).as(request).containsPattern("(?i)\r\nContent-Type: text/html; ?charset=utf-8\r\n");
            assertThat(answer).doesNotContainIgnoringCase("jetty").doesNotContainIgnoringCase("javalin");
        }
    }

    @Test
    void nothingSaysWhatSoftwareThisIs() {
        Browser.Answer answer = door.browser().get("/nothing");
        assertThat(answer.headers()).doesNotContainKeys("server", "x-powered-by");
        assertThat(answer.body()).doesNotContainIgnoringCase("jetty").doesNotContainIgnoringCase("javalin");
    }

    @Test
    void thePolicyAllowsNothingInlineAndNothingFromElsewhere() {
        String policy = Objects.requireNonNull(Headers.ALWAYS.get("Content-Security-Policy"));
        assertThat(policy.split("; ?", -1))
                .containsExactlyInAnyOrder(
                        "default-src 'none'",
                        "script-src 'self'",
                        "style-src 'self'",
                        "img-src 'self' data:",
                        "media-src 'self'",
                        "connect-src 'self'",
                        "form-action 'self'",
                        "base-uri 'none'",
                        "frame-ancestors 'none'");
        for (String path : new String[] {"/", "/login", "/login/sms", "/register", "/nothing"}) {
            assertThat(door.browser().get(path).body())
                    .as(path)
                    .doesNotContainPattern("<script(?![^>]*\\bsrc=)")
                    .doesNotContainPattern("\\son[a-z]+=\"")
                    .doesNotContain("<style", "style=\"", "javascript:", "http://", "https://");
        }
    }

    @Test
    void noOtherSiteMayReadAnything() {
        for (String path : List.of("/session/me", "/health")) {
            String plain = door.browser().get(path).body();
            for (String origin : List.of("https://evil.example", "null", "http://sub.127.0.0.1")) {
                Browser.Answer answer = door.browser().with("Origin", origin).get(path + "?callback=x&jsonp=x");
                assertThat(answer.headers().keySet()).as(origin).noneMatch(name -> name.startsWith("access-control-"));
                assertThat(answer.body()).as("no script that calls back").isEqualTo(plain);
            }
        }
    }

    @Test
    void aLineBreakInWhatIsSentMakesNoHeader() {
        String line = "en%0d%0aSet-Cookie:%20planted=1%0d%0a%0d%0aplanted";
        for (String path : List.of(
                "/login?next=/" + line, "/login?lang=" + line, "/?lang=" + line, "/" + line, "/asset/" + line)) {
            String answer =
                    RawClient.ask(door.uri(), "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertThat(answer.split("\r\n\r\n", 2)[0]).as(path).doesNotContain("planted");
        }
        for (String path : List.of("/login", "/register", "/login/sms", "/send/sms", "/logout")) {
            for (String field : List.of("username", "next", "captcha_id", "mobile_phone", "tpl")) {
                String body = field + "=" + line;
                String answer = RawClient.ask(
                        door.uri(),
                        "POST " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                                + body.length() + "\r\n\r\n" + body);
                assertThat(answer.split("\r\n\r\n", 2)[0])
                        .as(path + " " + field)
                        .doesNotContain("planted");
            }
        }
    }

    @Test
    void headIsAnsweredLikeGetWithoutABody() {
        Browser.Answer answer = door.browser().ask("HEAD", "/login");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bytes()).isEmpty();
        hasAll("HEAD", answer);
    }

    @Test
    void verbsThatNobodyAskedForAreRefused() {
        for (String verb : new String[] {"PUT", "DELETE", "PATCH", "TRACE", "FOO", "OPTIONS"}) {
            Browser.Answer answer = door.browser().ask(verb, "/login");
            assertThat(answer.status()).as(verb).isIn(400, 404, 405, 501);
            hasAll(verb, answer);
        }
    }

    @Test
    void whoAsksWithAWrongVerbIsToldTheRightOnes() {
        assertThat(door.browser().get("/logout").header("allow")).contains("POST");
        assertThat(door.browser().ask("PUT", "/login").header("allow").orElseThrow())
                .contains("GET", "POST");
    }

    @Test
    void jsonIsChosenByWhatIsAcceptedAndHowMuch() {
        for (String accept : new String[] {
            "application/json",
            "APPLICATION/JSON",
            "application/json, text/plain, */*",
            "application/json, text/html;q=0.5"
        }) {
            assertThat(door.browser()
                            .with("Accept", accept)
                            .get("/nothing")
                            .header("content-type")
                            .orElseThrow())
                    .as(accept)
                    .startsWith("application/json");
        }
        for (String accept : new String[] {
            "*/*",
            "text/html",
            "text/html,application/json",
            "application/json;q=0",
            "application/json;q=x",
            "",
            "image/png"
        }) {
            assertThat(door.browser()
                            .with("Accept", accept)
                            .get("/nothing")
                            .header("content-type")
                            .orElseThrow())
                    .as(accept)
                    .startsWith("text/html");
        }
    }

    private static void hasAll(String what, Browser.Answer answer) {
        Headers.ALWAYS.forEach((name, value) -> {
            if (!name.equals("Cache-Control")) {
                assertThat(answer.header(name)).as(what + " " + name).contains(value);
            }
        });
        assertThat(answer.header("content-type").orElse("image/png; charset="))
                .as(what)
                .containsPattern("charset=|image/png|audio/wav");
    }
}
