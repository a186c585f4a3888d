package dev.menshen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.Browser.Answer;
import dev.menshen.People;
import dev.menshen.Printed;
import dev.menshen.TestDoor;
import dev.menshen.accounts.GroupName;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Traefik's own requests, as its {@code ForwardAuth} makes them of what is printed (documented under "ForwardAuth", and
 * in {@code pkg/middlewares/auth/forward.go} of version 3): it asks the address with GET, with the headers of {@code
 * authRequestHeaders} and five of its own.
 */
class TraefikTest {

    private static final String WIKI = "http://wiki.example.lan:81";

    private TestDoor door;
    private String printed;
    private URI address;

    @BeforeEach
    void open() {
        door = TestDoor.open("gate-hosts", "wiki.example.lan", "captcha", "off");
        printed = Printed.proxy(
                        "traefik",
                        "--app",
                        WIKI,
                        "--to=http://10.0.0.7:3000",
                        "--door=http://wiki.example.lan",
                        "--gate",
                        door.uri().toString(),
                        "--groups=staff,开发")
                .text();
        address = URI.create(value("address"));
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void itsQuestionsAreUnderstood() {
        Answer page = ask(door.browser().with("Accept-Language", "zh-CN"), "GET", "/page?a=1&b=2%26c");
        assertThat(page.status()).isEqualTo(302);
        assertThat(page.header("Location").orElseThrow())
                .startsWith("http://wiki.example.lan/login?next="
                        + Browser.encoded(Map.of("", WIKI + "/page?a=1&b=2%26c"))
                                .substring(1));
        assertThat(ask(door.browser(), "POST", "/").status()).isEqualTo(303);
        assertThat(ask(door.browser().with("Sec-Fetch-Mode", "cors"), "GET", "/")
                        .status())
                .isEqualTo(401);
        Browser alice = People.member(door, "alice", "13800138000");
        assertThat(ask(alice, "GET", "/").status()).isEqualTo(403);
        door.accounts()
                .setGroups(
                        door.accounts()
                                .find(door.accounts().login("alice"))
                                .orElseThrow()
                                .id(),
                        Set.of(GroupName.read("开发").orElseThrow()));
        Answer let = ask(alice, "GET", "/");
        assertThat(let.status()).isEqualTo(200);
        assertThat(let.header("Remote-User")).hasValue("alice");
    }

    @Test
    void itIsToldWhichHeadersToAskWithAndWhichToReplace() {
        assertThat(Pattern.compile("(?m)^          - ([A-Z][\\w-]+)$")
                        .matcher(printed)
                        .results()
                        .map(found -> found.group(1)))
                .containsExactly(
                        "Cookie",
                        "Accept",
                        "Accept-Language",
                        "Sec-Fetch-Mode",
                        "Sec-Fetch-Dest",
                        "Sec-Fetch-Site",
                        "X-Requested-With",
                        "Sec-WebSocket-Key");
        assertThat(value("trustForwardHeader")).isEqualTo("false");
        Pattern replaced = Pattern.compile(value("authResponseHeadersRegex"));
        for (String header :
                List.of("Remote-User", "REMOTE-GROUPS", "Remote_user", "remote.Email", "Remote-Name", "Remote~User")) {
            assertThat(replaced.matcher(header).find()).as(header).isTrue();
        }
        for (String header : List.of("X-Remote-User", "Remotely", "Cookie", "Content-Type", "Set-Cookie")) {
            assertThat(replaced.matcher(header).find()).as(header).isFalse();
        }
    }

    @Test
    void itSaysThatTheApplicationGetsOurCookies() {
        assertThat(printed).contains("What Traefik cannot do: take one cookie out of a request.");
    }

    @Test
    void underAPathTheLongerOneIsTakenFirst() {
        String text = Printed.proxy(
                        "traefik", "--app=http://intra.lan/wiki", "--to=http://10.0.0.7:3000", "--base-path=/door")
                .text();
        assertThat(text)
                .contains(
                        "Host(`intra.lan`) && PathPrefix(`/wiki/`)",
                        "Host(`intra.lan`) && PathPrefix(`/door/`)",
                        "prefixes: [\"/wiki\"]");
        String root = Printed.proxy("traefik", "--app=http://intra.lan/wiki", "--to=http://10.0.0.7:3000/x")
                .text();
        List<Integer> priorities = Pattern.compile("priority: (\\d+)")
                .matcher(root)
                .results()
                .map(found -> Integer.parseInt(found.group(1)))
                .toList();
        assertThat(priorities)
                .hasSize(2)
                .isSortedAccordingTo(Comparator.reverseOrder())
                .doesNotHaveDuplicates();
        assertThat(root).contains("addPrefix", "prefix: \"/x\"");
    }

    private Answer ask(Browser browser, String method, String uri) {
        return browser.with("X-Forwarded-Method", method)
                .with("X-Forwarded-Proto", "http")
                .with("X-Forwarded-Host", "wiki.example.lan:81")
                .with("X-Forwarded-Uri", uri)
                .with("X-Forwarded-For", "10.0.0.99")
                .get(address.getRawPath() + "?" + address.getRawQuery());
    }

    private String value(String key) {
        Matcher matcher = Pattern.compile("(?m)^ +" + key + ": \"?(.*?)\"?$").matcher(printed);
        assertThat(matcher.find()).as(key).isTrue();
        return matcher.group(1);
    }
}
