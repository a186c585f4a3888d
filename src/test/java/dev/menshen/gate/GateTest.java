package dev.menshen.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.Browser.Answer;
import dev.menshen.People;
import dev.menshen.RawClient;
import dev.menshen.TestDoor;
import dev.menshen.accounts.AccountState;
import dev.menshen.accounts.FullName;
import dev.menshen.accounts.GroupName;
import dev.menshen.store.RedisProcess;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the gate says to those who ask as nginx, Caddy and Traefik do. */
class GateTest {

    private static final String WIKI = "http://127.0.0.1:3000/page?a=1&b=2%26c";
    private static final List<String> IDENTITY = List.of("Remote-User", "Remote-Name", "Remote-Email", "Remote-Groups");

    private TestDoor door;

    @BeforeEach
    void open() {
        door = TestDoor.open("gate-hosts", "127.0.0.1:3000,wiki.example.lan");
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void whoeverIsSignedInIsLetOnWithAllFourHeaders() {
        Browser alice = People.member(door, "alice", "13800138000");
        for (Answer answer : List.of(nginx(alice, "", WIKI), forward(alice, "", "GET", "/page"))) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.bytes()).isEmpty();
            assertThat(answer.headers())
                    .containsEntry("remote-user", List.of("alice"))
                    .containsEntry("remote-name", List.of("alice"))
                    .containsEntry("remote-email", List.of("alice@example.lan"))
                    .containsEntry("remote-groups", List.of(""));
        }
    }

    @Test
    void whatIsNotAsciiIsPercentEncodedAndGroupsStandInOrder() {
        Browser browser = People.member(door, "张三", "13800138000");
        long id = id("张三");
        door.accounts().setFullName(id, FullName.read("张 三%"));
        door.accounts().setGroups(id, groups("开发", "Admins"));
        Answer answer = nginx(browser, "", WIKI);
        assertThat(decoded(answer, "Remote-User")).isEqualTo("张三");
        assertThat(decoded(answer, "Remote-Name")).isEqualTo("张 三%");
        assertThat(decoded(answer, "Remote-Groups")).isEqualTo("admins,开发");
        for (String header : IDENTITY) {
            assertThat(answer.header(header).orElseThrow()).matches("[\\x20-\\x7e]*");
        }
    }

    @Test
    void aStrangerIsAskedToSignInAndTheDeepLinkIsKeptWhole() {
        Answer nginx = nginx(door.browser(), "", WIKI);
        assertThat(nginx.status()).isEqualTo(401);
        assertThat(next(nginx)).isEqualTo(WIKI);
        Answer forward = forward(door.browser(), "", "GET", "/page?a=1&b=2%26c");
        assertThat(forward.status()).isEqualTo(302);
        assertThat(next(forward)).isEqualTo(WIKI);
        for (Answer answer : List.of(nginx, forward)) {
            IDENTITY.forEach(header -> assertThat(answer.header(header)).hasValue(""));
        }
    }

    @Test
    void afterSigningInTheBrowserIsSentToExactlyWhatItAskedFor() {
        People.register(door, "alice", "13800138000");
        Browser browser = door.browser().asScript();
        Map<String, String> form = People.login(door, browser, "alice", People.PASSWORD);
        form.put("next", next(nginx(door.browser(), "", WIKI)));
        assertThat(browser.post("/login", form).data()).isEqualTo(WIKI);
        assertThat(browser.get("/login?next=" + encoded("http://evil.example.lan/page"))
                        .header("location"))
                .hasValue("/");
        assertThat(browser.get("/login?next=" + encoded("http://127.0.0.1:3001/page"))
                        .header("location"))
                .hasValue("/");
    }

    @Test
    void aBrowserIsLedAndAProgramIsTold() {
        assertThat(forward(page(), "", "HEAD", "/").status()).isEqualTo(302);
        assertThat(forward(page(), "", "POST", "/").status()).isEqualTo(303);
        assertThat(forward(page().with("Accept", "*/*"), "", "GET", "/").status())
                .isEqualTo(302);
        List<Browser> programs = List.of(
                page().with("Accept", "application/json"),
                page().with("X-Requested-With", "XMLHttpRequest"),
                page().with("Sec-Fetch-Mode", "cors"),
                page().with("Sec-Fetch-Mode", "no-cors").with("Sec-Fetch-Dest", "image"),
                page().with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
                page().with("Accept", "*/*").with("Accept-Language", "zh-CN"));
        for (Browser program : programs) {
            for (String method : List.of("GET", "POST")) {
                Answer answer = forward(program, "", method, "/page");
                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.header("location")).isPresent();
                assertThat(answer.body()).doesNotContain("<html");
            }
        }
        Browser navigation = page().with("Sec-Fetch-Mode", "navigate").with("User-Agent", "curl/8 kube-probe");
        assertThat(forward(navigation, "", "GET", "/").status()).isEqualTo(302);
        // What a client calls itself opens nothing, and a preflight has no more rights than another.
        assertThat(forward(page().with("User-Agent", "ELB-HealthChecker/2.0"), "", "OPTIONS", "/")
                        .status())
                .isEqualTo(303);
    }

    @Test
    void nginxHearsWithWhichStatusTheBrowserIsToHearIt() {
        assertThat(nginx(page(), "", WIKI).header("Menshen-Answer")).hasValue("302");
        assertThat(nginx(page().with("X-Original-Method", "POST"), "", WIKI).header("Menshen-Answer"))
                .hasValue("303");
        assertThat(nginx(page().with("Sec-Fetch-Mode", "cors"), "", WIKI).header("Menshen-Answer"))
                .hasValue("401");
    }

    @Test
    void groupsDemandOneOfThem() {
        Browser alice = People.member(door, "alice", "13800138000");
        assertThat(nginx(alice, "?groups=staff,admins", WIKI).status()).isEqualTo(403);
        door.accounts().setGroups(id("alice"), groups("staff"));
        assertThat(nginx(alice, "?groups=staff,admins", WIKI).status()).isEqualTo(200);
        assertThat(nginx(alice, "?groups=admins,Staff", WIKI).status()).isEqualTo(200);
        assertThat(forward(alice, "?groups=admins", "GET", "/").status()).isEqualTo(403);
        assertThat(forward(alice, "?groups=admins", "GET", "/").body()).contains("alice");
        for (String unmet : List.of("groups=", "groups=,", "groups=%ff", "groups=sta", "groups=st%00aff")) {
            assertThat(nginx(alice, "?" + unmet, WIKI).status()).as(unmet).isEqualTo(403);
        }
        assertThat(nginx(door.browser(), "?groups=staff", WIKI).status()).isEqualTo(401);
    }

    @Test
    void aChangeOfRightsActsOnTheNextCheck() {
        Browser alice = People.member(door, "alice", "13800138000");
        assertThat(nginx(alice, "?groups=staff", WIKI).status()).isEqualTo(403);
        door.accounts().setGroups(id("alice"), groups("staff"));
        assertThat(nginx(alice, "?groups=staff", WIKI).status()).isEqualTo(200);
        door.accounts().setGroups(id("alice"), Set.of());
        assertThat(nginx(alice, "?groups=staff", WIKI).status()).isEqualTo(403);
        assertThat(nginx(alice, "", WIKI).status()).isEqualTo(200);
        door.accounts().setState(id("alice"), AccountState.DISABLED);
        assertThat(nginx(alice, "", WIKI).status()).isEqualTo(401);
    }

    @Test
    void signingOutActsOnTheNextCheck() {
        Browser alice = People.member(door, "alice", "13800138000");
        String cookie = alice.cookie("menshen").orElseThrow();
        assertThat(nginx(alice, "", WIKI).status()).isEqualTo(200);
        alice.post("/logout", Map.of());
        assertThat(nginx(alice, "", WIKI).status()).isEqualTo(401);
        assertThat(nginx(door.browser().holding("menshen", cookie), "", WIKI).status())
                .isEqualTo(401);
    }

    @Test
    void eachEndpointReadsItsOwnHeadersAndNoOthers() {
        Browser alice = People.member(door, "alice", "13800138000");
        assertThat(asForwarder(alice, "GET", "/").get("/gate/nginx").status()).isEqualTo(400);
        Browser bob = People.member(door, "bob", "13900139000");
        assertThat(asNginx(bob, WIKI).get("/gate/forward").status()).isEqualTo(400);
        // Both there: the other family is the client's, and changes nothing.
        Answer answer =
                asForwarder(asNginx(door.browser(), WIKI), "POST", "/forged").get("/gate/nginx");
        assertThat(next(answer)).isEqualTo(WIKI);
        assertThat(answer.header("Menshen-Answer")).hasValue("302");
        answer = asNginx(asForwarder(door.browser(), "GET", "/page"), "http://127.0.0.1:3000/forged")
                .with("X-Original-Method", "POST")
                .get("/gate/forward");
        assertThat(next(answer)).isEqualTo("http://127.0.0.1:3000/page");
        assertThat(answer.status()).isEqualTo(302);
        // Whoever is signed in is judged by the endpoint's own family too, be it whole or broken.
        assertThat(asNginx(asForwarder(alice, "GET", "/page"), "http://127.0.0.1:3000/%00")
                        .get("/gate/forward")
                        .status())
                .isEqualTo(200);
        assertThat(asForwarder(asNginx(bob, WIKI), "GET", "/%00")
                        .get("/gate/nginx")
                        .status())
                .isEqualTo(200);
        assertThat(bob.get("/gate/forward").status()).isEqualTo(400);
    }

    @Test
    void whatIsBrokenIsNeverLetOn() {
        Browser alice = People.member(door, "alice", "13800138000");
        for (String url : List.of(
                "",
                "/page",
                "http://",
                "http:///page",
                "ftp://127.0.0.1:3000/page",
                "http://127.0.0.1:3000",
                "http://127.0.0.1:3000/a b",
                "http://127.0.0.1:3000/%00",
                "http://127.0.0.1:3000/%ff",
                "http://127.0.0.1:3000/%c0%ae",
                "http://127.0.0.1:3000/%zz",
                "http://127.0.0.1:3000/a%2",
                "http://127.0.0.1:3000/a#b",
                "http://me@127.0.0.1:3000/",
                "http://127.0.0.1:3000%00.evil/",
                "http://127.0.0.1:99999/",
                "http://wiki.exämple.lan/")) {
            assertThat(nginx(alice, "", url).status()).as(url).isEqualTo(400);
        }
        for (String method : List.of("GETz", "get", "", "GET POST", "G\u00c9T")) {
            assertThat(asNginx(alice, WIKI)
                            .with("X-Original-Method", method)
                            .get("/gate/nginx")
                            .status())
                    .as(method)
                    .isEqualTo(400);
        }
        assertThat(asForwarder(alice, "GET", "/")
                        .with("X-Forwarded-Host", "")
                        .get("/gate/forward")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aHeaderThatStandsTwiceIsNoHeader() {
        String cookie = "menshen="
                + People.member(door, "alice", "13800138000").cookie("menshen").orElseThrow();
        String twice = "GET /gate/nginx HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: " + cookie
                + "\r\nX-Original-Method: GET\r\nX-Original-URL: " + WIKI
                + "\r\nX-Original-URL: http://127.0.0.1:3000/\r\n\r\n";
        assertThat(RawClient.ask(door.uri(), twice)).startsWith("HTTP/1.1 400");
        String once = twice.replaceFirst("X-Original-URL: [^\\r]*\\r\\n", "");
        assertThat(RawClient.ask(door.uri(), once)).startsWith("HTTP/1.1 200");
        String missing = once.replaceFirst("X-Original-Method: GET\r\n", "");
        assertThat(RawClient.ask(door.uri(), missing)).startsWith("HTTP/1.1 400");
    }

    @Test
    void whatBrowsersLeaveBareInALinkComesBackEscaped() {
        Answer answer = nginx(door.browser(), "", "http://127.0.0.1:3000/w?q={a|b}&p=100%&old=%D6%D0&t=^`");
        assertThat(next(answer)).isEqualTo("http://127.0.0.1:3000/w?q=%7Ba%7Cb%7D&p=100%25&old=%D6%D0&t=%5E%60");
        Browser alice = People.member(door, "alice", "13800138000");
        String location = answer.header("location").orElseThrow();
        assertThat(alice.get(location.substring(location.indexOf("/login"))).header("location"))
                .hasValue(next(answer));
    }

    @Test
    void ourOwnAddressIsTheSettingsOrTheConfigurationsButNoStrangers() {
        assertThat(location(nginx(door.browser(), "?door=http://127.0.0.1:9", WIKI)))
                .startsWith("http://127.0.0.1:9/login?");
        assertThat(location(nginx(door.browser(), "?door=https://wiki.example.lan", WIKI)))
                .startsWith("https://wiki.example.lan/login?");
        assertThat(location(nginx(door.browser(), "?door=http://evil.lan", WIKI)))
                .startsWith("http://127.0.0.1:" + door.uri().getPort() + "/login?");
        try (TestDoor known = TestDoor.open("public-url", "https://door.example.lan", "base-path", "/door")) {
            assertThat(asNginx(known.browser(), WIKI)
                            .get("/door/gate/nginx")
                            .header("location")
                            .orElseThrow())
                    .startsWith("https://door.example.lan/door/login?");
        }
    }

    @Test
    void hostsInAnyFormAreOneHost() {
        Browser browser = door.browser();
        for (String host : List.of(
                "wiki.example.lan",
                "WIKI.Example.LAN",
                "wiki.example.lan.",
                "wiki.example.lan:80",
                "wiki.example.lan.:80")) {
            assertThat(next(nginx(browser, "", "http://" + host + "/a"))).isEqualTo("http://wiki.example.lan/a");
        }
        assertThat(next(nginx(browser, "", "http://[::1]:3000/a"))).isEqualTo("http://[::1]:3000/a");
        assertThat(next(nginx(browser, "", "http://xn--wiki-8ya.example.lan/a")))
                .isEqualTo("http://xn--wiki-8ya.example.lan/a");
        assertThat(next(forward(browser.with("X-Forwarded-Proto", "wss"), "", "GET", "/socket")))
                .isEqualTo("https://127.0.0.1:3000/socket");
    }

    @Test
    void aSessionOfAnotherHousesAccountIsNobodys() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                TestDoor here = TestDoor.open("redis", redis.url());
                TestDoor there = TestDoor.open("redis", redis.url())) {
            Browser alice = People.member(here, "alice", "13800138000");
            People.register(there, "bob", "13900139000");
            String cookie = alice.cookie("menshen").orElseThrow();
            assertThat(nginx(here.browser().holding("menshen", cookie), "", WIKI)
                            .header("remote-user"))
                    .hasValue("alice");
            Answer elsewhere = nginx(there.browser().holding("menshen", cookie), "", WIKI);
            assertThat(elsewhere.status()).isEqualTo(401);
            assertThat(elsewhere.header("remote-user")).hasValue("");
        }
    }

    @Test
    void aGateInFrontOfItsOwnSignInPageSaysSoInsteadOfGoingRound() {
        Answer answer = forward(door.browser(), "?door=http://127.0.0.1:3000", "GET", "/login?next=x");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("location")).isEmpty();
        assertThat(answer.body()).contains("menshen proxy");
        assertThat(forward(door.browser(), "?door=http://127.0.0.1:3001", "GET", "/login?next=x")
                        .status())
                .isEqualTo(302);
        // Only the page itself goes round, and only where somebody would be sent to it.
        assertThat(forward(door.browser(), "?door=http://127.0.0.1:3000", "GET", "/login-history")
                        .status())
                .isEqualTo(302);
        Browser alice = People.member(door, "alice", "13800138000");
        assertThat(forward(alice, "?door=http://127.0.0.1:3000", "GET", "/login")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aYesIsTheSameOnTheShortWayAndOnTheOrdinaryOne() {
        Browser alice = asNginx(People.member(door, "alice", "13800138000"), WIKI);
        Map<String, List<String>> atOnce =
                new TreeMap<>(alice.get("/gate/nginx").headers());
        // To the server this is another path, to the router the same.
        Map<String, List<String>> ordinary =
                new TreeMap<>(alice.get("/gate/nginx/").headers());
        for (Map<String, List<String>> headers : List.of(atOnce, ordinary)) {
            assertThat(headers.remove("date")).isNotNull();
        }
        assertThat(atOnce).isEqualTo(ordinary).containsKey("content-security-policy");
    }

    @Test
    void aMisspeltDemandIsNotNoDemand() {
        Browser alice = People.member(door, "alice", "13800138000");
        for (String query :
                List.of("?group=staff", "?Groups=staff", "?groups%20=staff", "?door=x&gruops=a", "?groups")) {
            assertThat(nginx(alice, query, WIKI).status()).as(query).isNotEqualTo(200);
        }
    }

    @Test
    void theApplicationsOwnVerbChangesNothingOfTheQuestion() {
        Browser alice = People.member(door, "alice", "13800138000").with("X-HTTP-Method-Override", "PUT");
        assertThat(nginx(alice, "", WIKI).header("remote-user")).hasValue("alice");
        assertThat(forward(alice, "", "POST", "/page").status()).isEqualTo(200);
    }

    @Test
    void linksWithBracketsAndLongOnesComeBack() {
        Browser alice = People.member(door, "alice", "13800138000");
        for (String url : List.of(
                "http://127.0.0.1:3000/a[1]/b?x=[2]",
                "http://127.0.0.1:3000/a//b/./c",
                "http://127.0.0.1:3000/page?" + "a=1&".repeat(600))) {
            Answer answer = nginx(door.browser(), "", url);
            String location = location(answer);
            assertThat(URLDecoder.decode(next(answer), StandardCharsets.UTF_8)).isEqualTo(url);
            assertThat(alice.get(location.substring(location.indexOf("/login"))).header("location"))
                    .hasValue(next(answer));
        }
        String endless = "http://127.0.0.1:3000/page?q=" + "%E5".repeat(1_500);
        assertThat(next(nginx(door.browser(), "", endless))).isEqualTo("http://127.0.0.1:3000/page");
    }

    @Test
    void aRefusalHasTheHeadersTooAndNothingThatMustBeFetched() {
        Answer answer = forward(People.member(door, "alice", "13800138000"), "?groups=admins", "GET", "/");
        IDENTITY.forEach(header -> assertThat(answer.header(header)).hasValue(""));
        assertThat(answer.body()).doesNotContain("href=", "src=");
        assertThat(forward(page(), "", "GETz", "/").header("remote-user")).hasValue("");
    }

    private Browser page() {
        return door.browser();
    }

    private static Answer nginx(Browser browser, String query, String url) {
        return asNginx(browser, url).get("/gate/nginx" + query);
    }

    private static Browser asNginx(Browser browser, String url) {
        return browser.having("X-Original-Method", "GET").with("X-Original-URL", url);
    }

    private static Answer forward(Browser browser, String query, String method, String uri) {
        return asForwarder(browser, method, uri).get("/gate/forward" + query);
    }

    private static Browser asForwarder(Browser browser, String method, String uri) {
        return browser.with("X-Forwarded-Method", method)
                .having("X-Forwarded-Proto", "http")
                .having("X-Forwarded-Host", "127.0.0.1:3000")
                .with("X-Forwarded-Uri", uri);
    }

    private long id(String name) {
        return door.accounts().find(door.accounts().login(name)).orElseThrow().id();
    }

    private static Set<GroupName> groups(String... names) {
        return Arrays.stream(names)
                .map(GroupName::read)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    private static String location(Answer answer) {
        return answer.header("location").orElseThrow();
    }

    private static String next(Answer answer) {
        String query = location(answer).split("\\?", 2)[1];
        return URLDecoder.decode(query.replaceAll(".*\\bnext=([^&]*).*", "$1"), StandardCharsets.UTF_8);
    }

    private static String decoded(Answer answer, String header) {
        return URLDecoder.decode(answer.header(header).orElseThrow(), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
