package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The door under a path of a host that has other things at its root. */
class BasePathTest {

    private static final Pattern LINK = Pattern.compile("(?:href|src|action|formaction)=\"([^\"]*)\"");

    private static TestDoor door;

    @BeforeAll
    static void open() {
        door = TestDoor.open("base-path", "/door/");
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void everyLinkOfEveryPageStaysUnderThePath() {
        for (String path :
                new String[] {"/door", "/door/", "/door/login", "/door/login/sms", "/door/register", "/door/no"}) {
            Browser.Answer answer = door.browser().get(path);
            assertThat(answer.status()).as(path).isEqualTo(path.endsWith("/no") ? 404 : 200);
            assertThat(LINK.matcher(answer.body()).results().map(link -> link.group(1)))
                    .as(path)
                    .isNotEmpty()
                    .allMatch(link -> link.startsWith("/door/") || link.startsWith("#"));
        }
    }

    @Test
    void outsideThePathThereIsNothingButAnErrorPageOfOurs() {
        Browser.Answer answer = door.browser().get("/login");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("/door/asset/menshen.");
    }

    @Test
    void theWholeWayInLeadsThroughThePath() {
        Browser browser = door.browser();
        Browser.Answer registered = browser.post("/door/register", People.form("alice", "13800138000"));
        assertThat(registered.status()).isEqualTo(303);
        assertThat(registered.header("location")).contains("/door/login");
        browser.visit("/door/login").sees("data-sound=\"/door/audio/code?id=");
        browser.get("/door/audio/code?id=a");
        browser.get("/door/image/code?id=a");
        Map<String, String> form =
                Map.of("username", "alice", "password", People.PASSWORD, "code", door.captcha("a"), "captcha_id", "a");
        Browser.Answer in = browser.post("/door/login", form);
        assertThat(in.header("location")).contains("/door/");
        assertThat(in.header("set-cookie").orElseThrow()).contains("Path=/;");
        browser.visit("/door/").sees("alice").sees("action=\"/door/logout\"");
        assertThat(browser.get("/door/session/me").status()).isEqualTo(200);
        assertThat(browser.post("/door/logout", Map.of()).header("location")).contains("/door/");
    }

    @Test
    void pagesOfTheWayInAreNoPlaceToComeBackTo() {
        Browser browser = door.browser();
        People.register(door, "bob", "13900139000", "/door");
        browser.get("/door/image/code");
        Map<String, String> form = Map.of(
                "username", "bob", "password", People.PASSWORD, "code", door.captcha(""), "next", "/door/login/sms");
        assertThat(browser.asScript().post("/door/login", form).data()).isEqualTo("/door/");
    }
}
