package dev.menshen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.store.HandClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SessionTest {

    private static final String COOKIE = "menshen";
    private static final String VISIT = "menshen-visit";

    @Test
    void meIsTheNameAndTheSecondsLeftOr401() {
        try (TestDoor door = TestDoor.open()) {
            assertThat(door.browser().get("/session/me").status()).isEqualTo(401);
            Browser.Answer me = People.member(door, "张三", "13800138000").get("/session/me");
            assertThat(me.status()).isEqualTo(200);
            assertThat(me.json().getAsJsonObject("data").get("username").getAsString())
                    .isEqualTo("张三");
            assertThat(me.json().getAsJsonObject("data").get("seconds_left").getAsInt())
                    .isBetween(8 * 3600 - 60, 8 * 3600);
        }
    }

    @Test
    void theIdIsNewAtSignInAndTheOldOneIsDead() {
        try (TestDoor door = TestDoor.open()) {
            People.register(door, "alice", "13800138000");
            Browser browser = door.browser();
            browser.get("/image/code");
            String before = browser.cookie(VISIT).orElseThrow();
            browser.holding(COOKIE, before);
            People.signIn(door, browser, "alice");
            String first = browser.cookie(COOKIE).orElseThrow();
            assertThat(first).isNotEqualTo(before);
            assertThat(browser.cookie(VISIT)).isEmpty();
            assertThat(door.browser().holding(COOKIE, before).get("/session/me").status())
                    .isEqualTo(401);
            People.signIn(door, browser, "alice");
            assertThat(browser.cookie(COOKIE).orElseThrow()).isNotEqualTo(first);
            assertThat(door.browser().holding(COOKIE, first).get("/session/me").status())
                    .isEqualTo(401);

            String second = browser.cookie(COOKIE).orElseThrow();
            browser.post("/send/sms", Map.of("mobile_phone", "13800138000", "tpl", "login"));
            Map<String, String> code = Map.of("mobile_phone", "13800138000", "code", door.code("+8613800138000"));
            assertThat(browser.post("/login/sms", code).status()).isEqualTo(200);
            assertThat(browser.cookie(COOKIE).orElseThrow()).isNotEqualTo(second);
            assertThat(door.browser().holding(COOKIE, second).get("/session/me").status())
                    .as("by a code too")
                    .isEqualTo(401);
        }
    }

    @Test
    void everyPageKnowsWhoIsThereAndErrorPagesToo() {
        try (TestDoor door = TestDoor.open()) {
            Browser browser = door.browser().with("Accept-Language", "en");
            for (String path : List.of("/", "/nothing", "/image/code?id=%3C")) {
                browser.visit(path)
                        .sees("href=\"/login")
                        .sees("href=\"/register\"")
                        .seesNo("/logout");
            }
            People.register(door, "alice", "13800138000");
            People.signIn(door, browser, "alice");
            browser.with("Accept", "text/html");
            for (String path : List.of("/", "/nothing", "/image/code?id=%3C")) {
                browser.visit(path).sees("alice").sees("action=\"/logout\"").seesNo("href=\"/register\"");
            }
        }
    }

    @Test
    void signingOutEndsTheSessionAndNotOnlyTheCookie() {
        try (TestDoor door = TestDoor.open()) {
            Browser browser = People.member(door, "alice", "13800138000");
            String id = browser.cookie(COOKIE).orElseThrow();
            assertThat(browser.get("/logout").status()).isEqualTo(405);
            assertThat(browser.get("/session/me").status()).isEqualTo(200);
            assertThat(browser.post("/logout", Map.of()).data()).isEqualTo("/");
            assertThat(browser.cookie(COOKIE)).isEmpty();
            assertThat(door.browser().holding(COOKIE, id).get("/session/me").status())
                    .isEqualTo(401);
        }
    }

    @Test
    void signingOutEverywhereEndsTheOtherBrowsersToo() {
        try (TestDoor door = TestDoor.open()) {
            Browser desk = People.member(door, "alice", "13800138000");
            Browser phone = door.browser();
            People.signIn(door, phone, "alice");
            Browser bob = People.member(door, "bob", "13900139000");
            assertThat(desk.post("/logout/all", Map.of()).status()).isEqualTo(200);
            assertThat(desk.get("/session/me").status()).isEqualTo(401);
            assertThat(phone.get("/session/me").status()).isEqualTo(401);
            assertThat(bob.get("/session/me").status()).isEqualTo(200);
        }
    }

    @Test
    void aSessionEndsWhenItWasIdleTooLong() {
        HandClock clock = new HandClock();
        try (TestDoor door = TestDoor.open(clock, "session-absolute", "100h")) {
            Browser browser = People.member(door, "alice", "13800138000");
            for (int i = 0; i < 5; i++) {
                clock.pass(Duration.ofHours(8).minusMinutes(1));
                browser.get("/");
                assertThat(browser.get("/session/me").status()).isEqualTo(200);
            }
            clock.pass(Duration.ofHours(8).plusMinutes(1));
            assertThat(browser.get("/session/me").status()).isEqualTo(401);
        }
    }

    @Test
    void aShortLifeIsCountedAnewByEveryRequestToo() {
        HandClock clock = new HandClock();
        try (TestDoor door = TestDoor.open(clock, "session-idle", "3s")) {
            Browser browser = People.member(door, "alice", "13800138000");
            for (int i = 0; i < 5; i++) {
                clock.pass(Duration.ofSeconds(2));
                browser.get("/");
                assertThat(browser.get("/session/me").status()).isEqualTo(200);
            }
            clock.pass(Duration.ofSeconds(4));
            assertThat(browser.get("/session/me").status()).isEqualTo(401);
        }
    }

    @Test
    void askingForTheSecondsDoesNotMakeThemMore() {
        HandClock clock = new HandClock();
        try (TestDoor door = TestDoor.open(clock)) {
            Browser browser = People.member(door, "alice", "13800138000");
            clock.pass(Duration.ofHours(5));
            browser.get("/session/me");
            clock.pass(Duration.ofHours(4));
            assertThat(browser.get("/session/me").status()).isEqualTo(401);
        }
    }

    @Test
    void aSessionEndsAfterADayHoweverBusy() {
        HandClock clock = new HandClock();
        try (TestDoor door = TestDoor.open(clock)) {
            Browser browser = People.member(door, "alice", "13800138000");
            for (int i = 0; i < 24 * 60 - 1; i += 30) {
                browser.get("/");
                clock.pass(Duration.ofMinutes(30));
            }
            clock.pass(Duration.ofMinutes(-1));
            assertThat(browser.get("/session/me").status()).isEqualTo(200);
            clock.pass(Duration.ofMinutes(2));
            assertThat(browser.get("/session/me").status()).isEqualTo(401);
        }
    }

    @Test
    void aRememberedSessionLastsThirtyDaysAndItsCookieSaysSo() {
        HandClock clock = new HandClock();
        try (TestDoor door = TestDoor.open(clock)) {
            People.register(door, "alice", "13800138000");
            Browser browser = door.browser().asScript();
            Map<String, String> form = People.login(door, browser, "alice", People.PASSWORD);
            form.put("remember", "on");
            Browser.Answer answer = browser.post("/login", form);
            assertThat(answer.header("set-cookie", "menshen=").orElseThrow()).contains("Max-Age=2592000");
            clock.pass(Duration.ofDays(30).minusMinutes(1));
            assertThat(browser.get("/session/me").status()).isEqualTo(200);
            clock.pass(Duration.ofMinutes(2));
            assertThat(browser.get("/session/me").status()).isEqualTo(401);
        }
    }

    @Test
    void theCookieIsAsStrictAsTheBrowsersSideAllows() {
        try (TestDoor door = TestDoor.open()) {
            String plain =
                    door.browser().get("/image/code").header("set-cookie").orElseThrow();
            assertThat(plain).startsWith("menshen-visit=");
            assertThat(attributes(plain)).containsExactlyInAnyOrder("Path=/", "HttpOnly", "SameSite=Lax");
            String https = door.browser()
                    .with("X-Forwarded-Proto", "https")
                    .get("/image/code")
                    .header("set-cookie")
                    .orElseThrow();
            assertThat(https).startsWith("__Host-menshen-visit=");
            assertThat(attributes(https)).containsExactlyInAnyOrder("Path=/", "HttpOnly", "SameSite=Lax", "Secure");
        }
        try (TestDoor door = TestDoor.open("captcha", "off")) {
            String plain = signedInCookie(door, "http");
            assertThat(plain).startsWith("menshen=");
            assertThat(attributes(plain)).containsExactlyInAnyOrder("Path=/", "HttpOnly", "SameSite=Lax");
            String https = signedInCookie(door, "https");
            assertThat(https).startsWith("__Host-menshen=");
            assertThat(attributes(https)).containsExactlyInAnyOrder("Path=/", "HttpOnly", "SameSite=Lax", "Secure");
        }
        try (TestDoor door = TestDoor.open("captcha", "off", "cookie-domain", "example.lan")) {
            String https = signedInCookie(door, "https");
            assertThat(https).startsWith("menshen=");
            assertThat(attributes(https)).containsExactlyInAnyOrder("Path=/", "HttpOnly", "SameSite=Lax", "Secure");
        }
    }

    /** What stands after a cookie's name and value: each is one of them, for {@code Path=/} begins other paths too. */
    private static List<String> attributes(String cookie) {
        return Stream.of(cookie.split("; ?", -1)).skip(1).toList();
    }

    private static String signedInCookie(TestDoor door, String scheme) {
        Browser browser = door.browser().asScript().with("X-Forwarded-Proto", scheme);
        browser.post("/register", People.form("alice", "13800138000"));
        return browser.post("/login", Map.of("username", "alice", "password", People.PASSWORD))
                .header("set-cookie", "enshen=")
                .orElseThrow();
    }

    @Test
    void aPictureThatComesLateDoesNotSignAnybodyOut() {
        try (TestDoor door = TestDoor.open()) {
            People.register(door, "alice", "13800138000");
            Browser browser = door.browser();
            browser.get("/image/code");
            String before = browser.cookie(VISIT).orElseThrow();
            People.signIn(door, browser, "alice");
            browser.holding(VISIT, before).get("/image/code?id=late");
            assertThat(browser.get("/session/me").status()).isEqualTo(200);
        }
    }

    @Test
    void signInsAtTheSameMomentAreAllKnownToSigningOutEverywhere() throws Exception {
        try (TestDoor door = TestDoor.open("captcha", "off")) {
            People.register(door, "alice", "13800138000");
            Map<String, String> form = Map.of("username", "alice", "password", People.PASSWORD);
            ExecutorService threads = Executors.newFixedThreadPool(4);
            for (int round = 0; round < 10; round++) {
                List<Browser> browsers = Stream.generate(() -> door.browser().asScript())
                        .limit(4)
                        .toList();
                List<Callable<Integer>> signIns = browsers.stream()
                        .<Callable<Integer>>map(
                                browser -> () -> browser.post("/login", form).status())
                        .toList();
                for (Future<Integer> status : threads.invokeAll(signIns)) {
                    assertThat(status.get()).isEqualTo(200);
                }
                browsers.get(0).post("/logout/all", Map.of());
                for (Browser browser : browsers) {
                    assertThat(browser.get("/session/me").status()).isEqualTo(401);
                }
            }
            threads.shutdown();
        }
    }

    @Test
    void nobodyGetsASessionBeforeOneIsNeeded() {
        try (TestDoor door = TestDoor.open()) {
            for (String path : List.of("/", "/login", "/login/sms", "/register", "/nothing", "/health")) {
                assertThat(door.browser().get(path).header("set-cookie"))
                        .as(path)
                        .isEmpty();
            }
        }
    }

    @Test
    void aMadeUpIdIsNobodysAndIsReplaced() {
        try (TestDoor door = TestDoor.open()) {
            String madeUp = "A".repeat(43);
            Browser browser = door.browser().holding(COOKIE, madeUp).holding(VISIT, madeUp);
            browser.get("/image/code");
            assertThat(browser.cookie(VISIT).orElseThrow()).isNotEqualTo(madeUp);
            assertThat(browser.get("/session/me").status()).isEqualTo(401);
            for (String odd : List.of("x", "../../etc/passwd", "'--", "a".repeat(4000))) {
                assertThat(door.browser()
                                .holding(COOKIE, odd)
                                .get("/session/me")
                                .status())
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void twoCookiesOfOurNameAreNoSession() {
        try (TestDoor door = TestDoor.open()) {
            String id =
                    People.member(door, "alice", "13800138000").cookie(COOKIE).orElseThrow();
            Browser browser = door.browser();
            assertThat(browser.with("Cookie", "menshen=" + id)
                            .get("/session/me")
                            .status())
                    .isEqualTo(200);
            String other = "menshen=" + "A".repeat(43);
            for (String two : List.of(
                    "menshen=" + id + "; " + other,
                    other + "; menshen=" + id,
                    "menshen=\"" + id + "\"; " + other,
                    "menshen=; menshen=" + id,
                    ("menshen=" + id + "; ").repeat(60))) {
                assertThat(browser.with("Cookie", two).get("/session/me").status())
                        .as(two)
                        .isEqualTo(401);
            }
            String many = IntStream.range(0, 60).mapToObj(i -> "c" + i + "=x; ").collect(Collectors.joining());
            assertThat(browser.with("Cookie", many + "menshen=" + id)
                            .get("/session/me")
                            .status())
                    .as("sixty of others")
                    .isEqualTo(200);
            assertThat(browser.with("Cookie", "c=" + "x".repeat(8_200) + "; menshen=" + id)
                            .get("/session/me")
                            .status())
                    .as("eight kilobytes")
                    .isEqualTo(431);
        }
    }

    /** A mutated request found that a tab in one was a 500. */
    @Test
    void aBrokenCookieOfAnotherApplicationTakesNothingFromOurs() {
        try (TestDoor door = TestDoor.open("captcha", "off")) {
            String id = People.member(door, "alice", "13800138000")
                    .cookie("menshen")
                    .orElseThrow();
            for (String other : List.of(
                    "a=b\tc", "a=\"b", "a=\"b\tc", "a", "=", "a=b,c", "a=b c", "", " ", "menshenx=1", "xmenshen=2")) {
                for (String sent :
                        List.of(other + "; menshen=" + id, "menshen=" + id + "; " + other, other + ";menshen=" + id)) {
                    Browser browser = door.browser().with("Cookie", sent);
                    assertThat(browser.get("/").body()).as(sent).contains("alice");
                    assertThat(browser.asScript().get("/session/me").status())
                            .as(sent)
                            .isEqualTo(200);
                    assertThat(browser.with("X-Original-Method", "GET")
                                    .with("X-Original-URL", door.uri() + "/wiki")
                                    .get("/gate/nginx")
                                    .status())
                            .as(sent)
                            .isEqualTo(200);
                }
                Browser nobody = door.browser().with("Cookie", other);
                assertThat(nobody.get("/login").status()).as(other).isEqualTo(200);
                assertThat(nobody.get("/nothing").status()).as(other).isEqualTo(404);
            }
        }
    }

    @Test
    void onlyTheCookieCarriesTheId() {
        try (TestDoor door = TestDoor.open()) {
            String id =
                    People.member(door, "alice", "13800138000").cookie(COOKIE).orElseThrow();
            for (String name :
                    List.of("menshen", "sid", "session", "token", "jsessionid", "JSESSIONID", "access_token")) {
                assertThat(door.browser().get("/session/me?" + name + "=" + id).status())
                        .as("query " + name)
                        .isEqualTo(401);
                assertThat(door.browser()
                                .with("X-" + name, id)
                                .get("/session/me")
                                .status())
                        .as("header X-" + name)
                        .isEqualTo(401);
                if (!name.equals(COOKIE)) {
                    assertThat(door.browser()
                                    .holding(name, id)
                                    .get("/session/me")
                                    .status())
                            .as("cookie " + name)
                            .isEqualTo(401);
                }
                String inPath = door.browser().get("/;" + name + "=" + id).body();
                assertThat(inPath).as("path " + name).doesNotContain("alice");
            }
            assertThat(door.browser()
                            .with("Authorization", "Bearer " + id)
                            .get("/session/me")
                            .status())
                    .isEqualTo(401);
            assertThat(door.browser().get("/session/me;jsessionid=" + id).status())
                    .isNotEqualTo(200);
        }
    }

    @Test
    void peopleStaySignedInOverARestartAndNoIdIsOnTheDisk() throws IOException {
        Path data = TestDoor.newFolder();
        Browser browser;
        String id;
        try (TestDoor door = TestDoor.open(data, InstantSource.system())) {
            browser = People.member(door, "alice", "13800138000");
            id = browser.cookie(COOKIE).orElseThrow();
        }
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(id)
                        .doesNotContain(People.PASSWORD);
            }
        }
        try (TestDoor door = TestDoor.open(data, InstantSource.system())) {
            assertThat(door.browser().holding(COOKIE, id).get("/session/me").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aPictureAndItsSoundDoNotTouchTheLifeOfASession() {
        HandClock clock = new HandClock();
        try (TestDoor door = TestDoor.open(clock)) {
            Browser browser = People.member(door, "alice", "13800138000");
            browser.get("/image/code");
            browser.get("/audio/code");
            clock.pass(Duration.ofMinutes(11));
            assertThat(browser.get("/session/me").status()).isEqualTo(200);
        }
    }

    @Test
    void theTwentyFirstBrowserEndsTheFirst() {
        try (TestDoor door = TestDoor.open("captcha", "off")) {
            People.register(door, "alice", "13800138000");
            Browser first = door.browser().asScript();
            Map<String, String> form = Map.of("username", "alice", "password", People.PASSWORD);
            first.post("/login", form);
            for (int i = 0; i < 19; i++) {
                assertThat(door.browser().asScript().post("/login", form).status())
                        .isEqualTo(200);
            }
            assertThat(first.get("/session/me").status()).isEqualTo(200);
            door.browser().asScript().post("/login", form);
            assertThat(first.get("/session/me").status()).isEqualTo(401);
        }
    }
}
