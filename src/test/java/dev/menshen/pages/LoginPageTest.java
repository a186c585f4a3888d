package dev.menshen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.store.Race;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LoginPageTest {

    private static TestDoor door;

    @BeforeAll
    static void open() {
        door = TestDoor.open();
        People.register(door, "alice", "13800138000");
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void nameMailAndPhoneOpenTheSameDoor() {
        for (String login :
                List.of("alice", "ALICE", " ａｌｉｃｅ ", "Alice@Example.LAN", "13800138000", "+86 138 0013 8000")) {
            Browser browser = door.browser();
            Browser.Answer answer = People.signIn(door, browser, login);
            assertThat(answer.status()).as(login).isEqualTo(200);
            assertThat(answer.data()).isEqualTo("/");
            browser.with("Accept", "text/html").visit("/").sees("alice").seesNo("href=\"/register\"");
        }
    }

    @Test
    void withoutJavaScriptTheFormOfThePageSignsIn() {
        Browser browser = door.browser().visit("/login?lang=en");
        String id = browser.hidden("/login").getOrDefault("captcha_id", "");
        assertThat(browser.page().body()).contains("/image/code?id=" + id);
        browser.get("/image/code?id=" + id);
        browser.fill("username", "alice")
                .fill("password", People.PASSWORD)
                .fill("code", door.captcha(id).toLowerCase(Locale.ROOT))
                .submit("/login");
        assertThat(browser.path()).isEqualTo("/");
        browser.sees("alice").sees("action=\"/logout\"");
    }

    @Test
    void theNamelessCaptchaServesAFormThatNamesNone() {
        Browser browser = door.browser().asScript();
        browser.get("/image/code");
        Map<String, String> form = Map.of("username", "alice", "password", People.PASSWORD, "code", door.captcha(""));
        assertThat(browser.post("/login", form).status()).isEqualTo(200);
    }

    @Test
    void aPictureIsSpentByItsFirstUseRightOrWrong() {
        Browser browser = door.browser().asScript();
        Map<String, String> form = People.login(door, browser, "alice", People.PASSWORD);
        Map<String, String> wrongPassword = new LinkedHashMap<>(form);
        wrongPassword.put("password", "not the password");
        assertThat(browser.post("/login", wrongPassword).badFields()).containsExactly("password");
        assertThat(browser.post("/login", form).badFields()).containsExactly("code");

        Map<String, String> second = People.login(door, browser, "alice", People.PASSWORD);
        Map<String, String> misread = new LinkedHashMap<>(second);
        misread.put("code", "AAAAA".equals(second.get("code")) ? "DDDDD" : "AAAAA");
        assertThat(browser.post("/login", misread).badFields()).containsExactly("code");
        assertThat(browser.post("/login", second).badFields()).containsExactly("code");
    }

    @Test
    void aBlankFieldDoesNotSpendThePicture() {
        Browser browser = door.browser().asScript();
        Map<String, String> form = People.login(door, browser, "alice", People.PASSWORD);
        Map<String, String> blank = new LinkedHashMap<>(form);
        blank.put("password", "");
        assertThat(browser.post("/login", blank).badFields()).containsExactly("password");
        assertThat(browser.post("/login", form).status()).isEqualTo(200);
    }

    @Test
    void aCaptchaServesOnlyItsOwnBrowserAndForm() {
        Browser shown = door.browser().asScript();
        Map<String, String> form = People.login(door, shown, "alice", People.PASSWORD);
        assertThat(door.browser().asScript().post("/login", form).badFields()).containsExactly("code");
        Map<String, String> otherForm = new LinkedHashMap<>(form);
        otherForm.put("captcha_id", "form2");
        assertThat(shown.post("/login", otherForm).badFields()).containsExactly("code");
        assertThat(shown.post("/login", form).status()).isEqualTo(200);
    }

    @Test
    void aBrowserThatKeepsNoCookiesIsToldSo() {
        Browser keepsNone = door.browser().asScript().with("Accept-Language", "en");
        for (String login : new String[] {"alice", "nobody"}) {
            Map<String, String> form = People.login(door, door.browser(), login, People.PASSWORD);
            assertThat(keepsNone.post("/login", form).body()).contains("sends no cookies back");
        }
    }

    @Test
    void withoutAnyPictureNoCodeIsRight() {
        for (String code : List.of("", "null", "AAAAA", "undefined")) {
            Map<String, String> form =
                    Map.of("username", "alice", "password", People.PASSWORD, "code", code, "captcha_id", "x");
            assertThat(door.browser().asScript().post("/login", form).badFields())
                    .as(code)
                    .containsExactly("code");
        }
    }

    @Test
    void fiftyParallelUsesOfOnePictureReachThePasswordOnce() throws Exception {
        Browser browser = door.browser().asScript();
        Map<String, String> form = People.login(door, browser, "alice", "not the password");
        Callable<Browser.Answer> one = () -> browser.post("/login", form);
        ExecutorService threads = Executors.newFixedThreadPool(50);
        List<String> bad = new ArrayList<>();
        for (Future<Browser.Answer> answer : threads.invokeAll(Collections.nCopies(50, one))) {
            bad.addAll(answer.get().badFields());
        }
        threads.shutdown();
        assertThat(bad).hasSize(50).containsOnlyOnce("password").contains("code");
    }

    @Test
    void fiftyParallelUsesOfAPictureAndItsSoundReachThePasswordOnceTogether() throws Exception {
        Browser browser = door.browser().asScript();
        Map<String, String> seen = People.login(door, browser, "alice", "not the password");
        browser.get("/audio/code?id=form1");
        Map<String, String> heard = new LinkedHashMap<>(seen);
        heard.put("code", door.captcha("form1"));
        List<String> bad = Race.of(50, i -> browser.post("/login", i % 2 == 0 ? seen : heard)).stream()
                .flatMap(answer -> answer.badFields().stream())
                .toList();
        assertThat(bad).hasSize(50).containsOnlyOnce("password").contains("code");
    }

    @Test
    void anUnknownNameAndAWrongPasswordGetTheSameAnswer() {
        Browser.Answer known = refused("alice");
        Browser.Answer unknown = refused("nobody-here");
        assertThat(unknown.status()).isEqualTo(known.status()).isEqualTo(422);
        assertThat(unknown.body()).isEqualTo(known.body());
        assertThat(unknown.headers().keySet()).isEqualTo(known.headers().keySet());
    }

    @Test
    void aFriendlyHouseTellsWhoIsUnknown() {
        try (TestDoor friendly = TestDoor.open("hide-accounts", "off", "captcha", "off")) {
            People.register(friendly, "alice", "13800138000");
            Map<String, String> form =
                    new LinkedHashMap<>(Map.of("username", "nobody", "password", "not the password"));
            assertThat(friendly.browser().asScript().post("/login", form).badFields())
                    .containsExactly("username");
            form.put("username", "alice");
            assertThat(friendly.browser().asScript().post("/login", form).badFields())
                    .containsExactly("password");
        }
    }

    @Test
    void lookingAtAPictureByHeadSpendsNothing() {
        Browser browser = door.browser().asScript();
        Map<String, String> form = People.login(door, browser, "alice", People.PASSWORD);
        assertThat(browser.ask("HEAD", "/image/code?id=form1").status()).isEqualTo(200);
        assertThat(browser.post("/login", form).status()).isEqualTo(200);
    }

    @Test
    void aPasswordIsNeverSentBack() {
        Browser browser = door.browser().visit("/login?lang=en");
        browser.fill("username", "alice")
                .fill("password", "a-secret-thing")
                .fill("code", "AAAAA")
                .submit("/login");
        assertThat(browser.page().status()).isEqualTo(422);
        browser.sees("value=\"alice\"").seesNo("a-secret-thing");
    }

    @Test
    void nextLeadsOnWhereItIsSafeAndHomeWhereItIsNot() {
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("/wiki/page?a=1&b=2%26c", "/wiki/page?a=1&b=2%26c");
        wanted.put(door.uri() + "/wiki", door.uri() + "/wiki");
        wanted.put("https://evil.example/", "/");
        wanted.put("//evil.example", "/");
        wanted.put("/login", "/");
        wanted.forEach((next, expected) -> {
            Browser browser = door.browser().asScript();
            Map<String, String> form = People.login(door, browser, "alice", People.PASSWORD);
            form.put("next", next);
            assertThat(browser.post("/login", form).data()).as(next).isEqualTo(expected);
        });
    }

    @Test
    void theLanguageLinkKeepsWhereOneWantedToGo() {
        door.browser()
                .visit("/login?lang=en&next=%2Fwiki%3Fa%3D1")
                .sees("name=\"next\"")
                .sees("/wiki?a=1");
    }

    @Test
    void somebodySignedInIsSentHomeFromTheSignInPage() {
        Browser browser = door.browser();
        People.signIn(door, browser, "alice");
        Browser.Answer answer = browser.with("Accept", "text/html").get("/login");
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("location")).contains("/");
    }

    private static Browser.Answer refused(String login) {
        Browser browser = door.browser().asScript();
        return browser.post("/login", People.login(door, browser, login, "not the password"));
    }
}
