package dev.menshen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.cli.RawRequest.Answer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an application behind a real proxy is promised, with the configuration that is printed for it. */
abstract class ProxyContract extends BehindProxy {

    @Test
    void theApplicationIsToldWhoIsThere() {
        Answer answer = get(house.own, "/page").with("Cookie", bob).open();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(decoded(answer, "Remote-User")).isEqualTo("张三");
        assertThat(decoded(answer, "Remote-Name")).isEqualTo("张 三%");
        assertThat(decoded(answer, "Remote-Email")).isEqualTo("mail13900139000@example.lan");
        assertThat(decoded(answer, "Remote-Groups")).isEqualTo("admins,开发");
    }

    @Test
    void whatSomebodyLacksIsEmptyAndNeverTheClients() {
        Answer answer = forged(get(house.own, "/").with("Cookie", alice)).open();
        assertThat(answer.received("Remote-User")).containsExactly("alice");
        assertThat(answer.received("Remote-Name")).containsExactly("alice");
        assertThat(answer.received("Remote-Email")).containsExactly("alice@example.lan");
        assertThat(String.join("", answer.received("Remote-Groups"))).isEmpty();
    }

    @Test
    void whatAClientSaysOfItselfIsDropped() {
        for (int port : List.of(house.own, house.under, house.stripped)) {
            Answer answer = forged(get(port, "/wiki/").with("Cookie", alice)).open();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().lines().filter(line -> line.matches("(?i)remote[^a-z0-9].*")))
                    .allMatch(
                            line -> line.matches(
                                    "(?i)(Remote-User: alice|Remote-Name: alice|Remote-Email: alice@example.lan|Remote-Groups: ?)"));
            assertThat(answer.body()).doesNotContain("mallory");
        }
    }

    @Test
    void aClientCannotHaveOurHeadersDroppedOnTheWay() {
        Answer answer = get(house.own, "/")
                .with("Cookie", alice)
                .connection(
                        "close, Remote-User, remote-groups, Cookie, X-Forwarded-Uri, X-Forwarded-For, X-Original-URL")
                .open();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.received("Remote-User")).containsExactly("alice");
        assertThat(answer.received("X-Forwarded-For")).containsExactly("127.0.0.1");
    }

    @Test
    void whereTheRequestCameFromTheProxySays() {
        Answer answer = get(house.named, "/")
                .host("wiki.example.test:" + house.named)
                .with("Cookie", alice)
                .with("X-Forwarded-For", "6.6.6.6")
                .with("X-Forwarded-Proto", "https")
                .with("X-Forwarded-Host", "evil.example")
                .with("X-Real-IP", "6.6.6.6")
                .with("Forwarded", "for=6.6.6.6;host=evil.example")
                .open();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.received("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(answer.received("X-Forwarded-Proto")).containsExactly("http");
        assertThat(answer.received("X-Forwarded-Host")).containsExactly("wiki.example.test:" + house.named);
        assertThat(answer.received("Host")).containsExactly("wiki.example.test:" + house.named);
        assertThat(answer.body()).doesNotContain("6.6.6.6", "evil.example");
    }

    @Test
    void aStrangerIsLedToTheSignInAndTheDeepLinkIsKeptWhole() {
        String deep = "/page/%E5%BC%A0%20x?a=1&b=2%26c&d=%7B+%2F";
        Answer get = get(house.own, deep).open();
        assertThat(get.status()).isEqualTo(302);
        assertThat(get.header("Cache-Control")).contains("no-store");
        assertThat(get.all("Location")).hasSize(1);
        assertThat(get.header("Location"))
                .startsWith(
                        house.door.uri() + "/door/login?next=" + encoded("http://127.0.0.1:" + house.own + deep) + "&");
        assertThat(get(house.own, "/").method("HEAD").open().status()).isEqualTo(302);
        assertThat(get(house.own, "/").method("POST").body("a=1").open().status())
                .isEqualTo(303);
        assertThat(forged(get(house.own, deep)).open().header("Location")).isEqualTo(get.header("Location"));
    }

    @Test
    void theQuestionCannotBeForged() {
        Answer answer = forged(get(house.own, "/deep"))
                .with("X-Original-URL", "http://127.0.0.1:1/forged")
                .with("X-Original-Method", "POST")
                .with("X-Forwarded-Uri", "/forged")
                .with("X-Forwarded-Method", "POST")
                .with("X-HTTP-Method-Override", "DELETE")
                .open();
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).contains(encoded("/deep")).doesNotContain("forged");
    }

    @Test
    void theQuestionHasNoBodyAndNothingOfTheClientsInIt() {
        house.sick.says("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        get(house.ill, "/deep?q=%2F")
                .method("POST")
                .with("X-Original-URL", "http://127.0.0.1:1/forged")
                .with("X-Forwarded-Uri", "/forged")
                .with("X-Forwarded-Method", "FORGED")
                .with("X-HTTP-Method-Override", "FORGED")
                .with("Authorization", "Bearer of-the-application")
                .with("Cookie", "big=" + "x".repeat(5000) + "; menshen=a; b=2; menshen-gate=c; menshen=d")
                .body("secret=1")
                .open();
        String question = house.sick.heard();
        assertThat(question)
                .startsWith("GET /door/gate/")
                .doesNotContain("orged", "of-the-application", "xxxx", "secret", "b=2")
                .doesNotContainIgnoringCase("content-length", "transfer-encoding");
        Answer asked = new Answer(0, question, "");
        assertThat(asked.all("Cookie")).containsExactly("menshen=a; menshen-gate=c; menshen=d");
        String url = asked.header("X-Original-URL")
                + (asked.header("X-Forwarded-Proto").isEmpty()
                        ? ""
                        : asked.header("X-Forwarded-Proto") + "://" + asked.header("X-Forwarded-Host")
                                + asked.header("X-Forwarded-Uri"));
        assertThat(url).isEqualTo("http://127.0.0.1:" + house.ill + "/deep?q=%2F");
        assertThat(asked.header("X-Original-Method") + asked.header("X-Forwarded-Method"))
                .isEqualTo("POST");
    }

    @Test
    void aProgramIsToldAndNotLed() {
        for (RawRequest program : List.of(
                get(house.own, "/api").with("Accept", "application/json"),
                get(house.own, "/api").with("Accept", "*/*").with("Accept-Language", "zh-CN"),
                get(house.own, "/api").with("Accept", "*/*").with("Sec-Fetch-Mode", "cors"),
                get(house.own, "/api").with("X-Requested-With", "XMLHttpRequest"),
                get(house.own, "/api")
                        .method("POST")
                        .with("Accept", "application/json")
                        .body("{}"))) {
            Answer answer = program.send();
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("Location")).startsWith(house.door.uri() + "/door/login?next=");
            assertThat(answer.body()).doesNotContain("<");
        }
    }

    @Test
    void aWebSocketIsAskedAboutWhenItIsOpened() {
        String hello = "\u0081\u0085abcd-hello";
        assertThat(socket(house.own).with("Cookie", alice).exchange(hello))
                .startsWith("HTTP/1.1 101")
                .endsWith(hello);
        String stranger = socket(house.own).exchange(hello);
        assertThat(stranger).startsWith("HTTP/1.1 401").containsIgnoringCase("location: " + house.door.uri());
        assertThat(socket(house.staff).with("Cookie", alice).exchange(hello)).startsWith("HTTP/1.1 403");
    }

    @Test
    void theApplicationGetsItsOwnCookiesAndNoneOfOurs() {
        String session = alice.substring("menshen=".length());
        for (Map.Entry<String, String> cookies : Map.ofEntries(
                        Map.entry("%s", ""),
                        Map.entry("%s;", ""),
                        Map.entry("a=1; %s; b=2", "a=1; b=2"),
                        Map.entry("%s; b=2", "b=2"),
                        Map.entry("a=1; %s", "a=1"),
                        Map.entry("a=1;%s;b=2", "a=1;b=2"),
                        Map.entry("menshen-visit=v; %s; menshen-known=k; a=1", "a=1"),
                        Map.entry(
                                "__Host-menshen=h; __Host-menshen-visit=v; a=\"x y\"; __Host-menshen-known=k; menshen-gate=g; %s; menshen-visit=v; menshen-known=k",
                                "a=\"x y\""),
                        Map.entry(
                                "amenshen=1; %s; menshens=2; menshen_x=3; x-menshen=4; menshen-gates=5; Menshen=6; q=menshen=7",
                                "amenshen=1; menshens=2; menshen_x=3; x-menshen=4; menshen-gates=5; Menshen=6; q=menshen=7"),
                        Map.entry("a=" + "x".repeat(6000) + "; %s", "a=" + "x".repeat(6000)),
                        Map.entry("k=v; ".repeat(1400) + "%s", "k=v; ".repeat(1399) + "k=v"))
                .entrySet()) {
            Answer answer = get(house.own, "/")
                    .with("Cookie", cookies.getKey().replace("%s", alice))
                    .open();
            assertThat(answer.status()).as(cookies.getKey()).isEqualTo(200);
            assertThat(String.join("; ", answer.received("Cookie"))).isEqualTo(cookies.getValue());
            assertThat(answer.body()).doesNotContain(session);
        }
        String many = "menshen-known=k; ".repeat(12) + alice + "; a=1";
        assertThat(get(house.own, "/").with("Cookie", many).open().body()).doesNotContain(session, "menshen");
        // In two headers, as some clients send them: one of them ours.
        Answer two =
                get(house.own, "/").with("Cookie", "a=1").with("Cookie", alice).open();
        assertThat(two.body()).doesNotContain(session);
    }

    @Test
    void bodiesAndAddressesArriveAsTheyWereSent() {
        String body = "x".repeat(3_000_000);
        Answer big = get(house.own, "/upload?q=%2F")
                .with("Cookie", alice)
                .method("POST")
                .body(body)
                .open();
        assertThat(big.status()).isEqualTo(200);
        assertThat(big.body()).startsWith("POST /upload?q=%2F HTTP/1.1").endsWith("(3000000 bytes)");
        for (String target : List.of("/a%2Fb/c%20d?x=%2f&y={z}", "/%E5%BC%A0", "/a;b=c/d?e=f?g")) {
            assertThat(get(house.own, target).with("Cookie", alice).open().body())
                    .startsWith("GET " + target + " HTTP/1.1");
            assertThat(get(house.under, "/wiki" + target)
                            .with("Cookie", alice)
                            .open()
                            .body())
                    .startsWith("GET /wiki" + target + " HTTP/1.1");
            assertThat(get(house.stripped, "/wiki" + target)
                            .with("Cookie", alice)
                            .open()
                            .body())
                    .startsWith("GET /inner" + target + " HTTP/1.1");
        }
        assertThat(get(house.stripped, "/WIKI/a").with("Cookie", alice).open().status())
                .isEqualTo(404);
        assertThat(get(house.stripped, "/%77iki/a").with("Cookie", alice).open().status())
                .isEqualTo(404);
        assertThat(get(house.own, "/")
                        .method("DELETE")
                        .with("Authorization", "Bearer x")
                        .with("Cookie", alice)
                        .open()
                        .body())
                .contains("DELETE / HTTP/1.1", "Authorization: Bearer x");
    }

    @Test
    void underAPathOfTheSameHostMenshenIsThereToo() {
        URI here = URI.create("http://127.0.0.1:" + house.under);
        String deep = "http://127.0.0.1:" + house.under + "/wiki/page?a=1&b=2%26c";
        Answer led = get(house.under, "/wiki/page?a=1&b=2%26c").open();
        assertThat(led.header("Location")).startsWith(here + "/door/login?next=" + encoded(deep));
        Browser erin = new Browser(here).with("Sec-Fetch-Site", "same-origin").asScript();
        assertThat(erin.post("/door/register", People.form("erin", "13500135000"))
                        .status())
                .isEqualTo(200);
        Map<String, String> form = Map.of("username", "erin", "password", People.PASSWORD, "next", deep);
        assertThat(erin.post("/door/login", form).data()).isEqualTo(deep);
        Answer page = get(house.under, "/wiki/page?a=1&b=2%26c")
                .with("Cookie", cookie(erin))
                .open();
        assertThat(page.body()).startsWith("GET /wiki/page?a=1&b=2%26c HTTP/1.1");
        assertThat(page.received("Remote-User")).containsExactly("erin");
        assertThat(get(house.under, "/elsewhere").with("Cookie", alice).open().status())
                .isEqualTo(404);
        assertThat(get(house.under, "/wiki").open().header("Location")).endsWith("/wiki/");
    }
}
