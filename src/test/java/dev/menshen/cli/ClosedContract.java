package dev.menshen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.accounts.AccountState;
import dev.menshen.cli.RawRequest.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What must never reach an application behind a real proxy, with the configuration that is printed for it. */
abstract class ClosedContract extends BehindProxy {

    /** The printed configurations wait ten seconds; the rest is for a busy machine. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    /** Ways of writing a path that have led past one guard or another. */
    private static final List<String> PATHS = List.of(
            "/",
            "//",
            "///admin",
            "//admin//x",
            "/./admin",
            "/x/../admin",
            "/x/..;/admin",
            "/..;/admin",
            "/;a=b/admin",
            "/admin;x",
            "/admin.",
            "/admin/.",
            "/admin/..",
            "/ADMIN",
            "/%61dmin",
            "/%2561dmin",
            "/%2fadmin",
            "/x%2f..%2fadmin",
            "/x%2f%2e%2e%2fadmin",
            "/%2e/admin",
            "/x/%2e%2e/admin",
            "/x/.%2e/admin",
            "/%252e%252e/admin",
            "/x%5c..%5cadmin",
            "/x\\..\\admin",
            "/admin%00.css",
            "/%00",
            "/admin%0a",
            "/admin%0d%0aRemote-User:%20admin",
            "/admin%09",
            "/%c0%ae%c0%ae/admin",
            "/%e0%80%af",
            "/%ff",
            "/%u002e%u002e/admin",
            "/admin/x.css",
            "/admin/x.js",
            "/static/../admin",
            "/favicon.ico",
            "/robots.txt",
            "/.well-known/acme-challenge/x",
            "/health",
            "/login",
            "/door/",
            "/door/login",
            "/door/../admin",
            "/door/%2e%2e/admin",
            "/door/..%2fadmin",
            "/gate/nginx",
            "/door/gate/nginx",
            "/door/gate/forward",
            "/asset/x",
            "/admin?x=/door/login",
            "/admin?x=/login",
            "/admin%23/login",
            "/admin%3f/login",
            "/admin?a#/login",
            "/?%00",
            "/a%2",
            "/a%zz",
            "/" + "a/".repeat(1500),
            "/?" + "q".repeat(5000),
            "?",
            "*",
            "admin",
            "",
            "http://127.0.0.1/admin",
            "https://evil.example/admin",
            "http:///admin",
            "http:/admin",
            "/admin HTTP/1.0\r\nX: y",
            "@evil/admin",
            ":80/");

    @Test
    void noFormOfAPathReachesTheApplicationWithoutASignIn() {
        for (String path : PATHS) {
            for (String target : List.of(path, "/wiki" + path, "/door/../wiki" + path, "/x/%2e%2e/wiki" + path)) {
                for (int port : List.of(house.own, house.under, house.stripped)) {
                    unheard(() -> get(port, target).open(), port + " " + target);
                }
            }
        }
        assertThat(get(house.own, "/admin").with("Cookie", alice).open().status())
                .isEqualTo(200);
        assertThat(get(house.under, "/wiki/admin").with("Cookie", alice).open().status())
                .isEqualTo(200);
    }

    @Test
    void noFormOfAPathReachesTheApplicationWithoutTheGroup() {
        for (String path : PATHS) {
            unheard(() -> get(house.staff, path).with("Cookie", alice).open(), path);
        }
        assertThat(get(house.staff, "/admin").with("Cookie", alice).open().status())
                .isEqualTo(403);
        assertThat(get(house.staff, "/admin").with("Cookie", bob).open().status())
                .isEqualTo(200);
    }

    @Test
    void nobodyIsLetOnForWhatTheyCallThemselves() {
        for (String method : List.of(
                "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "GETz", "get", "PUT", "DELETE", "PATCH", "PRI", "X_Y")) {
            stays(
                    () -> get(house.own, "/")
                            .method(method)
                            .with("Origin", "http://evil.example")
                            .with("Access-Control-Request-Method", "PUT")
                            .open(),
                    method);
        }
        for (String agent :
                List.of("ELB-HealthChecker/2.0", "kube-probe/1.29", "GoogleHC/1.0", "curl/8", "Prometheus/2")) {
            stays(
                    () -> get(house.own, "/")
                            .with("User-Agent", agent)
                            .with("X-Forwarded-For", "127.0.0.1")
                            .open(),
                    agent);
        }
        for (String name :
                List.of("evil.example", "localhost", "127.0.0.1", "", "127.0.0.1:1", "x\0y", "[::1]", "a b")) {
            unheard(() -> get(house.own, "/").host(name).open(), name);
        }
        stays(
                () -> get(house.own, "/")
                        .with("Cookie", "menshen=" + "A".repeat(43))
                        .open(),
                "made up");
        stays(
                () -> get(house.own, "/")
                        .with("Cookie", alice)
                        .with("Cookie", alice)
                        .open(),
                "two cookies");
        stays(() -> get(house.own, "/").with("Cookie", alice + "; " + bob).open(), "two people");
        stays(
                () -> get(house.own, "/")
                        .with(
                                "Cookie",
                                bob + "; menshen-gate=1; menshen-gate=2; menshen-gate=3; menshen-gate=4; " + alice)
                        .open(),
                "many");
    }

    @Test
    void whereMenshenCannotBeAskedNobodyIsLetOn() {
        stays(
                () -> {
                    Answer answer = get(house.deaf, "/").with("Cookie", alice).open();
                    assertThat(answer.status()).isIn(500, 502, 503);
                    return answer;
                },
                "nobody there");
        for (String sick : List.of(
                "",
                "\r\n\r\n",
                "HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 301 No\r\nLocation: /\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 999 No\r\n\r\n",
                "nonsense\r\n\r\n",
                "HTTP/1.1 2")) {
            house.sick.says(sick);
            stays(() -> get(house.ill, "/").with("Cookie", alice).open(), sick);
        }
        house.sick.says("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        assertThat(get(house.ill, "/").open().status()).isEqualTo(200);
    }

    @Test
    void aGateThatNeverAnswersLetsNobodyOnAndIsNotWaitedForForLong() {
        house.sick.hangs();
        int before = house.sick.unanswered();
        long start = System.nanoTime();
        stays(
                () -> {
                    Answer answer = get(house.ill, "/").with("Cookie", alice).open();
                    assertThat(answer.status()).isIn(502, 503, 504);
                    return answer;
                },
                "hanging");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST_WAIT);
        assertThat(house.sick.unanswered()).isGreaterThan(before);
        house.sick.says("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        assertThat(get(house.ill, "/").open().status()).isEqualTo(200);
    }

    @Test
    void aSignOutAndADisabledAccountActOnTheNextRequest() {
        Browser carol = member("carol", "13700137000");
        String cookie = cookie(carol);
        assertThat(get(house.own, "/").with("Cookie", cookie).open().status()).isEqualTo(200);
        carol.post("/door/logout", Map.of());
        stays(() -> get(house.own, "/").with("Cookie", cookie).open(), "signed out");

        Browser dave = member("dave", "13600136000");
        String his = cookie(dave);
        house.door.accounts().setGroups(id("dave"), Set.of(group("staff")));
        assertThat(get(house.staff, "/").with("Cookie", his).open().status()).isEqualTo(200);
        house.door.accounts().setGroups(id("dave"), Set.of());
        stays(() -> get(house.staff, "/").with("Cookie", his).open(), "out of the group");
        assertThat(get(house.own, "/").with("Cookie", his).open().status()).isEqualTo(200);
        house.door.accounts().setState(id("dave"), AccountState.DISABLED);
        stays(() -> get(house.own, "/").with("Cookie", his).open(), "disabled");
    }

    @Test
    void throughNoOtherUpgradeCanAClientSpeakPastTheProxy() {
        for (String protocol : List.of("h2c", "TLS/1.0", "websocket, h2c", "h2c, websocket", "foo")) {
            String answer = get(house.own, "/")
                    .with("Cookie", alice)
                    .connection("Upgrade, HTTP2-Settings")
                    .with("Upgrade", protocol)
                    .with("HTTP2-Settings", "AAMAAABkAAQCAAAAAAIAAAAA")
                    .exchange("x");
            assertThat(answer).as(protocol).startsWith("HTTP/1.1 200");
        }
        RawRequest two = get(house.own, "/")
                .with("Cookie", alice)
                .connection("Upgrade")
                .with("Upgrade", "h2c")
                .with("Upgrade", "websocket");
        assertThat(two.exchange("x")).doesNotContain("pgrade: h2c");
    }

    /** Demands that this is no success, and that the application has not heard of it. */
    private void stays(Supplier<Answer> request, String what) {
        unheard(
                () -> {
                    Answer answer = request.get();
                    assertThat(answer.status() / 100).as(what).isNotEqualTo(2);
                    return answer;
                },
                what);
    }

    /** Demands that the application has not heard of it; Menshen's own pages, and Caddy for no site of its own, say 200. */
    private void unheard(Supplier<Answer> request, String what) {
        int before = house.app.heard().size();
        Answer answer = request.get();
        assertThat(answer.body()).as(what).doesNotContain("X-Real-I");
        assertThat(house.app.heard()).as(what).hasSize(before);
    }
}
