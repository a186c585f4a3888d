package dev.menshen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.Browser.Answer;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.store.HandClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the sign-in pages say to a browser that does not keep the cookie of its sign-in, and to all the others. */
class LostCookieTest {

    private static final List<String> PAGES = List.of("/login", "/login/sms", "/login?next=%2F");
    private static final String DROPPED = "has not brought back the cookie";
    private static final String HTTPS = "kept by https alone";
    private static final Map<String, String> LOGIN = Map.of("username", "alice", "password", People.PASSWORD);

    private final HandClock clock = new HandClock();

    @Test
    void onPlainHttpWherePublicUrlSaysHttpsThePageNamesThatAndTheAddressToOpen() {
        try (TestDoor door = open("public-url", "https://door.example.lan", "captcha", "off")) {
            Browser alice = letIn(door, "http");
            assertThat(alice.cookie("__Host-menshen")).isEmpty();
            for (String page : PAGES) {
                alice.visit(page).sees(HTTPS).sees("https://door.example.lan").seesNo(DROPPED);
                assertThat(alice.page().status()).isEqualTo(200);
            }
            alice.visit("/login?lang=zh").sees("本页似乎是通过普通 http 打开的");
            clock.pass(Duration.ofSeconds(31));
            alice.visit("/login").seesNo("https://door.example.lan");
        }
    }

    @Test
    void aBrowserWhoseCookieIsDroppedOnTheWayIsToldTheOtherCause() {
        try (TestDoor door = open("captcha", "off")) {
            Browser alice = letIn(door, "http");
            Browser without = door.browser()
                    .holding("menshen_try", alice.cookie("menshen_try").orElseThrow());
            for (String page : PAGES) {
                without.visit(page).sees(DROPPED).seesNo(HTTPS);
            }
            without.visit("/login?lang=zh").sees("没有带回刚才在这里得到的 Cookie");
        }
        try (TestDoor door = open("public-url", "https://door.example.lan", "captcha", "off")) {
            Browser alice = letIn(door, "https");
            door.browser()
                    .with("X-Forwarded-Proto", "https")
                    .holding("menshen_try", alice.cookie("menshen_try").orElseThrow())
                    .visit("/login")
                    .sees(DROPPED);
        }
    }

    @Test
    void whereThePictureCannotBeTiedToTheBrowserTheRefusalSaysSoInPageAndJson() {
        try (TestDoor door = open("public-url", "https://door.example.lan")) {
            People.register(door, "alice", "13800138000");
            Browser alice = door.browser();
            Map<String, String> form = People.login(door, alice, "alice", People.PASSWORD);
            Answer page = alice.post("/login", form);
            assertThat(page.status()).isEqualTo(422);
            assertThat(page.body()).contains(HTTPS);
            Answer json = alice.asScript().post("/login", form);
            assertThat(json.badFields()).contains("form", "code");
            assertThat(json.body()).contains(HTTPS);
        }
    }

    @Test
    void nobodyElseIsAlarmed() {
        try (TestDoor door = open("captcha", "off")) {
            seesNothing(door.browser());
            Browser out = letIn(door, "http");
            out.post("/logout", Map.of());
            seesNothing(out);

            Browser everywhere = letIn(door, "http");
            Browser elsewhere = letIn(door, "http");
            everywhere.post("/logout/all", Map.of());
            seesNothing(everywhere);
            seesNothing(elsewhere);

            Browser wrong = door.browser();
            wrong.post("/login", Map.of("username", "alice", "password", "something else 1"));
            seesNothing(wrong);

            Browser closed = letIn(door, "http");
            closed.forget();
            seesNothing(closed);

            Browser otherScheme = letIn(door, "http").with("X-Forwarded-Proto", "https");
            seesNothing(otherScheme);
        }
        try (TestDoor door = open("captcha", "off", "session-idle", "10s")) {
            Browser expired = letIn(door, "http");
            clock.pass(Duration.ofSeconds(20));
            seesNothing(expired);
        }
        try (TestDoor door = open()) {
            Browser reader = door.browser();
            reader.get("/image/code?id=form1");
            seesNothing(reader);
        }
    }

    @Test
    void whatHelpsToFindOutIsNoSecretAndGoesToTheSignInPagesAlone() {
        try (TestDoor door = open("captcha", "off", "base-path", "/door")) {
            People.register(door, "alice", "13800138000", "/door");
            String cookie = door.browser()
                    .post("/door/login", LOGIN)
                    .header("set-cookie", "menshen_try=")
                    .orElseThrow();
            assertThat(cookie)
                    .matches("menshen_try=" + clock.instant().getEpochSecond() + ";.*")
                    .contains("Path=/door/login;", "HttpOnly", "SameSite=Lax")
                    .doesNotContain("Secure", "Domain", "Expires", "Max-Age");
        }
        try (TestDoor door = open("captcha", "off")) {
            for (String made : List.of("", "x", "-1", "999999999999", "9".repeat(40), "1")) {
                seesNothing(door.browser().holding("menshen_try", made));
            }
        }
    }

    private static void seesNothing(Browser browser) {
        for (String page : PAGES) {
            browser.visit(page).seesNo(DROPPED).seesNo(HTTPS);
            assertThat(browser.page().status()).isEqualTo(200);
        }
    }

    private TestDoor open(String... settings) {
        String[] all = new String[settings.length + 2];
        System.arraycopy(settings, 0, all, 0, settings.length);
        all[settings.length] = "language";
        all[settings.length + 1] = "en";
        return TestDoor.open(clock, all);
    }

    /** A browser in which alice has given her password, and that was told she is in. */
    private static Browser letIn(TestDoor door, String scheme) {
        if (door.accounts().find(door.accounts().login("alice")).isEmpty()) {
            People.register(door, "alice", "13800138000");
        }
        Browser browser = door.browser();
        if (scheme.equals("https")) {
            browser.with("X-Forwarded-Proto", "https");
        }
        assertThat(browser.post("/login", LOGIN).status()).isEqualTo(303);
        return browser;
    }
}
