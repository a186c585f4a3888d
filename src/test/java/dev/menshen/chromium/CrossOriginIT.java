package dev.menshen.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.Heard;
import dev.menshen.People;
import dev.menshen.TestDoor;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What another site's page can make a real browser do at the door: on loopback, which browsers treat like https, and
 * under an intranet's plain-http name, where they send no {@code Sec-Fetch-Site} and a sibling name gets the cookies.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrossOriginIT {

    private static final Map<String, String> MALLORY = People.form("mallory", "13700137000");
    private static final Map<String, String> PLANTED = People.form("planted", "13900139000");
    private static final Map<String, Map<String, String>> TARGETS = Map.of(
            "/login", MALLORY,
            "/login/sms", Map.of("mobile_phone", "13700137000", "code", "123456"),
            "/logout", Map.of(),
            "/logout/all", Map.of("_method", "POST"),
            "/register", PLANTED,
            "/send/sms", Map.of("mobile_phone", "13700137000", "tpl", "login"));

    @AutoClose
    private Chromium chromium;

    @BeforeAll
    void start() {
        chromium = Chromium.startInIntranet("corp");
    }

    @Test
    void onLoopbackOnlyOurOwnPagesGetThrough() {
        onlyOurOwnPagesGetThrough("127.0.0.1", "localhost", "127.0.0.1");
    }

    @Test
    void underAPlainNameOnlyOurOwnPagesGetThrough() {
        onlyOurOwnPagesGetThrough("portal.house.corp", "evil.corp", "wiki.house.corp");
    }

    private void onlyOurOwnPagesGetThrough(String house, String otherSite, String sibling) {
        try (TestDoor door = TestDoor.open("captcha", "off");
                Elsewhere elsewhere = Elsewhere.open()) {
            People.register(door, "mallory", "13700137000");
            People.register(door, "alice", "13800138000");
            URI known = URI.create("http://" + house + ":" + door.uri().getPort());
            Person alice = chromium.at(door, known);
            signIn(alice);
            for (String hostile : List.of(otherSite, sibling)) {
                String site = elsewhere.at(hostile);
                for (String page : pages(known, site)) {
                    elsewhere.shows(page);
                    refusesAllOf(alice, door, site, page);
                }
                elsewhere.shows("<img src='" + known + "/logout'><img src='" + known + "/logout/all'>");
                alice.driver().get(site);
                alice.until("the images were asked for", () -> heard(door, "GET /logout") == 405);
            }
            // The cookie went with what a sibling sent, or a name's other port: only the rule kept it from acting.
            assertThat(door.heard())
                    .anyMatch(asked -> asked.status() == 403
                            && asked.origin().equals(elsewhere.at(sibling))
                            && asked.cookies().contains("menshen="));

            alice.visit("/");
            assertThat(alice.header()).contains("alice");
            assertThat(door.texts()).isZero();
            Browser.Answer free = door.browser().asScript().post("/register", PLANTED);
            assertThat(free.status()).as("nobody had taken the name").isEqualTo(200);
            alice.clickInHeader("退出");
            alice.until("she is out", () -> heard(door, "POST /logout") == 303);
        }
    }

    private static void signIn(Person alice) {
        alice.visit("/login");
        alice.type("username", "alice");
        alice.type("password", People.PASSWORD);
        alice.submit();
        alice.arrivesAt("/");
        assertThat(alice.header()).contains("alice");
    }

    /** Shows the page, and demands that all it posts is refused, and that it posts. */
    private static void refusesAllOf(Person alice, TestDoor door, String site, String page) {
        List<String> aimed = TARGETS.keySet().stream()
                .filter(path -> page.contains(path + "'"))
                .toList();
        int before = door.heard().size();
        alice.driver().get(site);
        alice.until("all was tried by " + page, () -> posts(door, before).size() >= aimed.size());
        assertThat(posts(door, before)).as(page).allMatch(post -> post.status() == 403);
        assertThat(posts(door, before).stream().map(Heard::path)).as(page).containsAll(aimed);
    }

    /** Each a whole page of the hostile site. */
    private static List<String> pages(URI door, String site) {
        return Stream.concat(
                        TARGETS.entrySet().stream().map(target -> form(door + target.getKey(), target.getValue())),
                        Stream.of(
                                all(door, CrossOriginIT::fetch),
                                all(door, (to, fields) -> frame("", form(to, fields))),
                                all(door, (to, fields) -> frame("", form(site + "/bounce?" + to, fields))),
                                all(
                                        door,
                                        (to, fields) -> frame("sandbox='allow-scripts allow-forms'", form(to, fields))),
                                all(door, (to, fields) -> data(form(to, fields)))))
                .toList();
    }

    private interface Way {
        String html(String to, Map<String, String> fields);
    }

    private static String all(URI door, Way way) {
        return TARGETS.entrySet().stream()
                .map(target -> way.html(door + target.getKey(), target.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String form(String to, Map<String, String> fields) {
        String inputs = fields.entrySet().stream()
                .map(field -> "<input name='" + field.getKey() + "' value='" + field.getValue() + "'>")
                .collect(Collectors.joining());
        return "<form method='post' action='" + to + "'>" + inputs
                + "</form><script>document.forms[0].submit()</script>";
    }

    private static String fetch(String to, Map<String, String> fields) {
        return "<script>fetch('" + to + "', { method: 'POST', mode: 'no-cors', credentials: 'include',"
                + " body: new URLSearchParams('" + Browser.encoded(fields) + "') }).catch(() => 0)</script>";
    }

    private static String frame(String attributes, String html) {
        return "<iframe " + attributes + " srcdoc=\"" + html + "\"></iframe>";
    }

    private static String data(String html) {
        return "<iframe src=\"data:text/html;charset=utf-8," + html + "\"></iframe>";
    }

    private static List<Heard> posts(TestDoor door, int before) {
        return door.heard().stream()
                .skip(before)
                .filter(asked -> asked.verb().equals("POST"))
                .toList();
    }

    /** The status of the last answer to this verb and path, 0 before there is one. */
    private static int heard(TestDoor door, String asked) {
        return door.heard().stream()
                .filter(one -> asked.equals(one.verb() + " " + one.path()))
                .mapToInt(Heard::status)
                .reduce(0, (one, next) -> next);
    }
}
