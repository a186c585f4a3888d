package dev.menshen.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.RawClient;
import dev.menshen.TestDoor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever a request says of the host and the scheme, nothing that is made of it leads astray or is kept by anybody. */
class HostTest {

    private static final String PHONE = "13800138000";
    private static final String OURS = "https://portal.example.lan";
    private static final List<String> CLAIMS = List.of(
            "Host: evil.example",
            "Host: evil.example:8080",
            "Host: portal.example.lan.evil.example",
            "Host: a\r\nX-Forwarded-Host: evil.example",
            "Host: a\r\nX-Host: evil.example",
            "Host: a\r\nX-Forwarded-Server: evil.example",
            "Host: a\r\nX-Original-URL: http://evil.example/",
            "Host: a\r\nForwarded: host=evil.example;proto=https");

    @Test
    void noPageRedirectOrCookieIsMadeOfAHostThatIsOnlyClaimed() {
        try (TestDoor door = TestDoor.open();
                TestDoor known = TestDoor.open("public-url", OURS)) {
            for (TestDoor one : List.of(door, known)) {
                for (String claim : CLAIMS) {
                    for (String path :
                            List.of("/", "/login?next=/x", "/register", "/nothing", "/image/code", "/session/me")) {
                        String answer = ask(one, "GET " + path, claim, "");
                        assertThat(answer).as(claim + " " + path).matches("(?s)HTTP/1\\.1 (200|401|404) .*");
                        assertThat(answer)
                                .as(claim + " " + path)
                                .doesNotContain("evil")
                                .contains("Cache-Control: no-store");
                    }
                    assertThat(ask(one, "POST /logout", claim, ""))
                            .contains("303")
                            .contains("Location: /\r\n")
                            .doesNotContain("evil");
                }
                assertThat(
                                RawClient.ask(
                                        one.uri(),
                                        "GET http://evil.example/login HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                        .doesNotContain("evil.example");
            }
        }
    }

    @Test
    void hostsThatAreNoneAreRefused() {
        try (TestDoor door = TestDoor.open()) {
            for (String host : List.of(
                    "a b",
                    "a/b",
                    "a@b",
                    "a:99999",
                    "a:b",
                    "[::1",
                    "<script>",
                    "a\\b",
                    "a#b",
                    "a?b",
                    "a,b",
                    "%61",
                    "a\u0085b")) {
                String answer = ask(door, "GET /login", "Host: " + host, "");
                assertThat(answer)
                        .as(host)
                        .matches("(?s)HTTP/1\\.1 (400|200) .*")
                        .contains("Cache-Control: no-store");
                assertThat(answer).as(host).doesNotContain("<script>", host + "<", "\"" + host);
            }
            assertThat(ask(door, "GET /login", "Host: a\r\nHost: b", "")).startsWith("HTTP/1.1 400");
            assertThat(ask(door, "GET /login", "X: y", "")).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void whereAPublicUrlIsSetTheTextMessageNamesThatAndNoOther() {
        try (TestDoor door = TestDoor.open("public-url", OURS)) {
            People.register(door, "alice", PHONE);
            String answer = ask(
                    door, "POST /send/sms", "Host: evil\r\nX-Forwarded-Host: evil", "tpl=login&mobile_phone=" + PHONE);
            assertThat(answer).contains("303");
            assertThat(door.printed())
                    .contains("\n@portal.example.lan #" + door.code("+86" + PHONE))
                    .doesNotContain("@evil");
        }
    }

    @Test
    void whateverHostIsClaimedTheTextMessageNamesNoneButOurs() {
        try (TestDoor open = TestDoor.open();
                TestDoor known = TestDoor.open("public-url", OURS)) {
            int number = 10;
            for (TestDoor door : List.of(open, known)) {
                List<String> all = new ArrayList<>(CLAIMS);
                all.add("Host: a\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https");
                for (String claim : all) {
                    String phone = "139001390" + number++;
                    String form = "tpl=register&mobile_phone=" + phone;
                    assertThat(ask(door, "POST /send/sms", claim, form))
                            .as(claim)
                            .contains(" 303 ");
                    assertThat(door.code("+86" + phone)).hasSize(6);
                }
                String form = "tpl=register&mobile_phone=139001390" + number++;
                assertThat(ask(door, "POST http://evil.example/send/sms", "Host: evil.example", form))
                        .contains(" 303 ");
                String two = "tpl=register&mobile_phone=139001390" + number++;
                assertThat(ask(door, "POST /send/sms", "Host: evil.example\r\nHost: a", two))
                        .startsWith("HTTP/1.1 400");
                assertThat(door.printed()).doesNotContain("evil");
            }
            assertThat(known.printed().split("\n@portal\\.example\\.lan #", -1)).hasSize(CLAIMS.size() + 3);
        }
    }

    @Test
    void whereAPublicUrlIsSetOnlyThatIsAPlaceToReturnTo() {
        try (TestDoor door = TestDoor.open("public-url", OURS, "captcha", "off")) {
            People.register(door, "alice", PHONE);
            for (String next : List.of("https://evil.example/x", "http://evil.example/x", OURS + "/x")) {
                String form = Browser.encoded(Map.of("username", "alice", "password", People.PASSWORD, "next", next));
                String answer = ask(door, "POST /login", "Host: evil.example\r\nX-Forwarded-Host: evil.example", form);
                assertThat(answer).as(next).contains("Location: " + (next.startsWith(OURS) ? next : "/") + "\r\n");
            }
        }
    }

    /** A name of somebody else's that leads here: what its page sends says so itself, though its host is "our own". */
    @Test
    void whereAPublicUrlIsSetAPageUnderAnotherNameCannotUseOurForms() {
        try (TestDoor door = TestDoor.open("public-url", OURS)) {
            for (String path : List.of("/login", "/register", "/send/sms", "/logout")) {
                assertThat(ask(door, "POST " + path, "Host: evil.example\r\nOrigin: http://evil.example", ""))
                        .as(path)
                        .startsWith("HTTP/1.1 403");
            }
        }
    }

    @Test
    void nonsenseAboutTheSchemeDowngradesNothing() {
        for (String proto : List.of("http", "evil", "https,http", "http,https", "", "\"https\"", "https\tx", "wss")) {
            try (TestDoor door = TestDoor.open("public-url", OURS)) {
                assertThat(cookie(ask(door, "GET /image/code", "Host: a\r\nX-Forwarded-Proto: " + proto, "")))
                        .as(proto)
                        .startsWith("__Host-menshen-visit=")
                        .contains("Secure");
            }
        }
        try (TestDoor door = TestDoor.open()) {
            assertThat(cookie(ask(door, "GET /image/code", "Host: a\r\nX-Forwarded-Proto: HTTPS", "")))
                    .startsWith("__Host-");
            assertThat(cookie(ask(door, "GET /image/code", "Host: a\r\nX-Forwarded-Proto: evil", "")))
                    .startsWith("menshen-visit=");
        }
    }

    @Test
    void headersOfAPeerThatIsNotAmongTheProxiesAreNothing() {
        String claims = "Host: a\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil\r\nX-Forwarded-For: 6.6.6.6";
        try (TestDoor door = TestDoor.open("trusted-proxies", "127.0.0.1")) {
            assertThat(cookie(ask(door, "GET /image/code", claims, ""))).startsWith("__Host-");
            assertThat(ask(door, "POST /logout", claims + "\r\nOrigin: https://evil", ""))
                    .contains(" 303 ");

            String other = "GET /image/code HTTP/1.1\r\n" + claims + "\r\nConnection: close\r\n\r\n";
            assertThat(cookie(RawClient.askFrom("127.0.0.2", door.uri(), other)))
                    .startsWith("menshen-visit=")
                    .doesNotContain("Secure");
            String form = "POST /logout HTTP/1.1\r\n" + claims
                    + "\r\nOrigin: https://evil\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            assertThat(RawClient.askFrom("127.0.0.2", door.uri(), form)).startsWith("HTTP/1.1 403");
        }
    }

    private static String ask(TestDoor door, String verbAndPath, String headers, String form) {
        return RawClient.ask(
                door.uri(),
                verbAndPath + " HTTP/1.1\r\n" + headers
                        + "\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                        + form.length() + "\r\n\r\n" + form);
    }

    private static String cookie(String answer) {
        return answer.lines()
                .filter(line -> line.startsWith("Set-Cookie: "))
                .map(line -> line.substring("Set-Cookie: ".length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no cookie in " + answer));
    }
}
