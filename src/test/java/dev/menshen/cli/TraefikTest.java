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
    private Map<?, ?> asks;
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
        asks = TraefikFile.read(printed).forwardAuth();
        address = URI.create((String) asks.get("address"));
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
        assertThat(asks.get("authRequestHeaders"))
                .isEqualTo(List.of(
                        "Cookie",
                        "Accept",
                        "Accept-Language",
                        "Sec-Fetch-Mode",
                        "Sec-Fetch-Dest",
                        "Sec-Fetch-Site",
                        "X-Requested-With",
                        "Sec-WebSocket-Key"));
        assertThat(asks.get("trustForwardHeader")).isEqualTo(false);
        Pattern replaced = Pattern.compile((String) asks.get("authResponseHeadersRegex"));
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
        TraefikFile file = TraefikFile.read(Printed.proxy(
                        "traefik", "--app=http://intra.lan/wiki", "--to=http://10.0.0.7:3000", "--base-path=/door")
                .text());
        assertThat(file.routers().values().stream().<Object>map(router -> ((Map<?, ?>) router).get("rule")))
                .containsExactly(
                        "Host(`intra.lan`) && PathPrefix(`/wiki/`)", "Host(`intra.lan`) && PathPrefix(`/door/`)");
        assertThat(file.middlewares().values().stream().<Object>map(one -> one).skip(1))
                .containsExactly(Map.of("stripPrefix", Map.of("prefixes", List.of("/wiki"))));
        TraefikFile root =
                TraefikFile.read(Printed.proxy("traefik", "--app=http://intra.lan/wiki", "--to=http://10.0.0.7:3000/x")
                        .text());
        assertThat(root.routers().values().stream()
                        .map(router -> (Integer) ((Map<?, ?>) router).get("priority"))
                        .toList())
                .hasSize(2)
                .isSortedAccordingTo(Comparator.reverseOrder())
                .doesNotHaveDuplicates();
        assertThat(root.middlewares().values().stream().<Object>map(one -> one).skip(1))
                .containsExactly(
                        Map.of("stripPrefix", Map.of("prefixes", List.of("/wiki"))),
                        Map.of("addPrefix", Map.of("prefix", "/x")));
    }

    private Answer ask(Browser browser, String method, String uri) {
        return browser.with("X-Forwarded-Method", method)
                .with("X-Forwarded-Proto", "http")
                .with("X-Forwarded-Host", "wiki.example.lan:81")
                .with("X-Forwarded-Uri", uri)
                .with("X-Forwarded-For", "10.0.0.99")
                .get(address.getRawPath() + "?" + address.getRawQuery());
    }
}
