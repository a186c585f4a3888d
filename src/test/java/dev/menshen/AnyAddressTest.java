package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser.Answer;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole way in, out, and through the gate, at every kind of address that an intranet has. */
class AnyAddressTest {

    /**
     * One kind of address.
     *
     * @param origin as the browser sees it
     * @param base the path of the door at that origin
     * @param stripped whether a proxy takes that path away
     * @param cookie the name that the session's cookie must have there
     */
    private record Way(String origin, String base, boolean stripped, String cookie, List<String> settings) {

        Way(String origin, String base, boolean stripped, String cookie) {
            this(origin, base, stripped, cookie, List.of());
        }

        boolean proxied() {
            return origin.startsWith("https:") || stripped;
        }

        String host() {
            return origin.substring(origin.indexOf("://") + 3);
        }

        boolean byAddress() {
            return origin.matches("http://[\\d.]+");
        }

        String seenAt(TestDoor door) {
            return byAddress() ? origin + ":" + door.uri().getPort() : origin;
        }

        @Override
        public String toString() {
            return origin + base + (stripped ? " stripped" : "");
        }
    }

    static Stream<Way> ways() throws IOException {
        return Stream.of(
                new Way("http://" + ownAddress(), "", false, "menshen"),
                new Way("http://portal", "", false, "menshen"),
                new Way("http://x.local:8080", "", false, "menshen"),
                new Way("http://[::1]:8080", "", false, "menshen"),
                new Way("https://door.example.lan", "", false, "__Host-menshen"),
                new Way("https://door.example.lan:8443", "", false, "__Host-menshen"),
                new Way(
                        "https://door.example.lan",
                        "",
                        false,
                        "__Host-menshen",
                        List.of("public-url", "https://door.example.lan")),
                new Way("https://door.example.lan", "", false, "menshen", List.of("cookie-domain", "example.lan")),
                new Way("https://intra.example.lan", "/door", false, "__Host-menshen"),
                new Way("https://intra.example.lan", "/door", true, "__Host-menshen"),
                new Way("http://intra", "/door", false, "menshen"),
                new Way("http://intra:8080", "/deep/door", true, "menshen"));
    }

    /** An address of this machine that others could reach it by; where it has none, one that is only its own. */
    private static String ownAddress() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(address -> address.getHostAddress())
                .findFirst()
                .orElse("127.0.0.2");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void theWholeWayLeadsThroughEveryAddress(Way way) {
        String[] settings = Stream.concat(
                        Stream.of(
                                "dev",
                                "off",
                                "listen",
                                "0.0.0.0:0",
                                "captcha",
                                "off",
                                "base-path",
                                path(way),
                                "language",
                                "en"),
                        way.settings().stream())
                .toArray(String[]::new);
        try (TestDoor door = TestDoor.open(settings)) {
            Browser alice = browser(door, way).asScript();
            Answer registered = alice.post(asked(way, "/register"), People.form("alice", "13800138000"));
            assertThat(registered.status()).isEqualTo(200);
            assertThat(registered.data()).isEqualTo(way.base() + "/login");

            String origin = way.seenAt(door);
            String deep = origin + "/wiki/page?a=1&b=2%26c";
            Answer ask = gate(browser(door, way), way, deep);
            assertThat(ask.status()).isEqualTo(401);
            String location = ask.header("location").orElseThrow();
            assertThat(location).startsWith(origin + way.base() + "/login?next=");

            Map<String, String> form = Map.of("username", "alice", "password", People.PASSWORD, "next", next(location));
            Answer in = alice.post(asked(way, "/login"), form);
            assertThat(in.status()).as(in.body()).isEqualTo(200);
            assertThat(in.data()).isEqualTo(deep);
            String cookie = in.header("set-cookie", way.cookie() + "=").orElseThrow();
            assertThat(cookie.contains("Secure")).isEqualTo(way.origin().startsWith("https:"));
            assertThat(cookie).startsWith(way.cookie() + "=").doesNotContain("Domain");
            assertThat(in.header("set-cookie", "menshen-gate=").isPresent())
                    .isEqualTo(way.settings().contains("cookie-domain"));

            assertThat(alice.get(asked(way, "/session/me")).status()).isEqualTo(200);
            assertThat(gate(alice, way, deep).header("remote-user")).hasValue("alice");
            assertThat(forward(alice, way).status()).isEqualTo(200);

            alice.post(asked(way, "/logout"), Map.of());
            assertThat(alice.get(asked(way, "/session/me")).status()).isEqualTo(401);
            assertThat(gate(alice, way, deep).status()).isEqualTo(401);
            assertThat(forward(alice, way).status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void onPlainHttpThePageSaysSoQuietlyAndRefusesNothing(Way way) {
        try (TestDoor door =
                TestDoor.open("dev", "off", "listen", "0.0.0.0:0", "base-path", path(way), "language", "en")) {
            Answer page = browser(door, way).get(asked(way, "/login"));
            assertThat(page.status()).isEqualTo(200);
            boolean told = page.body().contains("plain http");
            assertThat(told)
                    .isEqualTo(way.origin().startsWith("http:") && !way.origin().contains("[::1]"));
        }
    }

    private static Browser browser(TestDoor door, Way way) {
        Browser browser = new Browser(way.byAddress() ? URI.create(way.seenAt(door)) : door.uri());
        if (!way.byAddress()) {
            browser.with("Host", way.host());
        }
        if (way.proxied()) {
            browser.with("X-Forwarded-For", "10.0.0.9")
                    .with("X-Forwarded-Proto", way.origin().split(":", 2)[0]);
        }
        return browser;
    }

    private static String path(Way way) {
        return way.base().isEmpty() ? "/" : way.base();
    }

    /** The path as it arrives at the door. */
    private static String asked(Way way, String path) {
        return (way.stripped() ? "" : way.base()) + path;
    }

    private static Answer gate(Browser browser, Way way, String url) {
        return browser.with("X-Original-Method", "GET")
                .with("X-Original-URL", url)
                .get(asked(
                        way,
                        "/gate/nginx?door="
                                + URI.create(url).resolve("/").toString().replaceAll("/$", "")));
    }

    private static Answer forward(Browser browser, Way way) {
        String scheme = way.origin().split(":", 2)[0];
        return browser.with("X-Forwarded-Method", "GET")
                .with("X-Forwarded-Proto", scheme)
                .with("X-Forwarded-Host", way.host())
                .with("X-Forwarded-Uri", "/wiki/")
                .get(asked(way, "/gate/forward"));
    }

    private static String next(String location) {
        return URLDecoder.decode(location.replaceAll(".*[?&]next=([^&]*).*", "$1"), StandardCharsets.UTF_8);
    }
}
