package dev.menshen.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.RawClient;
import dev.menshen.TestDoor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What no browser would send: a clear 4xx or a field error, never a 5xx, never a hang (faults F30 to F33). */
class BadInputTest {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final List<String> FORMS = List.of("/register", "/login", "/login/sms", "/reset", "/send/sms");

    private static TestDoor door;

    @BeforeAll
    static void open() {
        door = TestDoor.open("register-sms", "on");
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void absentRepeatedLongAndBrokenFieldsAreErrorsOfTheirFields() {
        for (String path : FORMS) {
            for (String body : List.of(
                    "",
                    "&&&",
                    "=",
                    "username&password&code&mobile_phone&tpl",
                    "username=a&username=b&password=x&password=y&mobile_phone=1&mobile_phone=2&code=1&code=2&tpl=login&tpl=login",
                    "username=%zz&password=%&mobile_phone=%e&code=%ff&tpl=%c0%80&email=%ed%a0%80",
                    "username=%00&password=%00&mobile_phone=13800138000%00&code=%00&tpl=login%00",
                    "username=" + "x".repeat(40_000) + "&mobile_phone=" + "1".repeat(20_000),
                    "username=%F0%9F%98%80%E2%80%AE&mobile_phone=%EF%BC%91&code=%F0%9F%98%80&tpl=LOGIN")) {
                Browser.Answer answer = door.browser().asScript().post(path, FORM, body);
                assertThat(answer.status()).as("%s %s", path, body).isEqualTo(422);
                assertThat(answer.badFields()).as("%s %s", path, body).isNotEmpty();
            }
        }
    }

    @Test
    void theSameIsTrueOfPages() {
        for (String path : FORMS) {
            Browser.Answer answer = door.browser().post(path, FORM, "username=%zz&username=%ff&mobile_phone=%00");
            assertThat(answer.status()).as(path).isEqualTo(422);
            assertThat(answer.body()).as(path).contains("</html>");
        }
    }

    @Test
    void whatIsNoFormIsRefused() {
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("text/plain", "username=a");
        bodies.put("application/json", "{\"username\":\"a\"}");
        bodies.put("application/json; charset=utf-8", "[");
        bodies.put("multipart/form-data", "--x\r\n");
        bodies.put("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=username\r\n\r\na");
        bodies.put("multipart/form-data; boundary=", "");
        bodies.put(FORM + "; charset=nope", "username=a");
        bodies.put(FORM + "; charset=utf-16", "username=a");
        bodies.put(FORM + ";charset", "username=a");
        bodies.put("x", "username=a");
        bodies.put(";;;", "username=a");
        bodies.forEach((type, body) -> {
            for (String path : FORMS) {
                assertThat(door.browser()
                                .asScript()
                                .post(path, type, body + " ")
                                .status())
                        .as(path + " " + type)
                        .isIn(415, 422);
            }
        });
        assertThat(door.browser()
                        .asScript()
                        .post("/login", "text/plain", "username=a")
                        .status())
                .isEqualTo(415);
        assertThat(door.browser()
                        .asScript()
                        .post("/login", FORM + "; charset=nope", "username=a")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void aBodyOverSixtyFourKilobytesIsTooLarge() {
        for (int size : new int[] {64 * 1024 + 1, 2_000_000, 10_000_000}) {
            Browser.Answer answer = door.browser().asScript().post("/login", FORM, "a=" + "b".repeat(size - 2));
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.header("connection")).contains("close");
        }
        assertThat(door.browser()
                        .asScript()
                        .post("/login", FORM, "a=" + "b".repeat(64 * 1024 - 2))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void anEndlessBodyIsCutOff() {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(
                "POST /login HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        byte[] chunk = ("1000\r\n" + "a=bcdef&".repeat(512) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 5_000; i++) {
            request.writeBytes(chunk);
        }
        assertThat(RawClient.ask(door.uri(), request.toByteArray())).startsWith("HTTP/1.1 413");
    }

    @Test
    void aBodyThatDripsIsGivenUpEvenAfterMuchTraffic() {
        for (int i = 0; i < 20; i++) {
            door.browser().asScript().post("/login", FORM, "a=" + "b".repeat(60_000));
        }
        assertThat(RawClient.drip(
                        door.uri(),
                        "POST /login HTTP/1.1\r\nHost: a\r\nContent-Type: " + FORM + "\r\nContent-Length: 1000\r\n\r\n",
                        Duration.ofMillis(500)))
                .startsWith("HTTP/1.1 408");
    }

    @Test
    void thousandsOfFieldsAreRefused() {
        assertThat(door.browser()
                        .asScript()
                        .post("/login", FORM, "a=1&".repeat(101))
                        .status())
                .isEqualTo(400);
        assertThat(door.browser()
                        .asScript()
                        .post("/login", FORM, "a=1&".repeat(10_000))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void floodsOfHeadersAndCookiesAreRefused() {
        StringBuilder headers = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            headers.append("X-").append(i).append(": 0123456789\r\n");
        }
        for (String flood : List.of(headers.toString(), "Cookie: menshen=" + "a".repeat(9_000) + "\r\n")) {
            assertThat(RawClient.ask(door.uri(), "GET / HTTP/1.1\r\nHost: a\r\n" + flood + "\r\n"))
                    .startsWith("HTTP/1.1 431");
        }
        StringBuilder cookies = new StringBuilder("Cookie: ");
        for (int i = 0; i < 300; i++) {
            cookies.append("c").append(i).append("=\"quoted; ");
        }
        assertThat(RawClient.ask(
                        door.uri(), "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + cookies + "\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void brokenFramingIsRefused() {
        String start = "POST /login HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n";
        for (String request : List.of(
                start + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                start + "Content-Length: +3\r\n\r\na=b",
                start + "Content-Length: -1\r\n\r\na=b",
                start + "Content-Length: 99999999999999999999\r\n\r\na=b",
                start + "Content-Length: 3\r\nContent-Length: 4\r\n\r\na=b",
                start + "Transfer-Encoding: chunked\r\n\r\nzz\r\na=b\r\n",
                start + "Transfer-Encoding: chunked\r\n\r\n3\r\na=b",
                start + "Transfer-Encoding: identity\r\n\r\na=b",
                start + "Content-Length: 100\r\n\r\na=b",
                "GET / HTTP/1.1\r\nHost: a\r\n folded: x\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /a/../../login HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET /..%2flogin HTTP/1.1\r\nHost: a\r\n\r\n",
                "\u00ff\u00fe\u0000\u0001\r\n\r\n")) {
            String answer = RawClient.ask(door.uri(), request);
            assertThat(answer).as(request).matches("(?s)(HTTP/1\\.[01] 4\\d\\d .*)?");
        }
    }

    @Test
    void oddQueriesAreNoReasonToBreak() {
        for (String query : List.of(
                "next=%zz",
                "next=%ff",
                "lang=%00",
                "lang=xx",
                "lang=en&lang=zh",
                "next=" + "a".repeat(5000),
                "%",
                "&&=&",
                "id=%e5%bc")) {
            for (String path :
                    List.of("/", "/login", "/login/sms", "/register", "/image/code", "/audio/code", "/nothing")) {
                String answer = RawClient.ask(
                        door.uri(), "GET " + path + "?" + query + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
                assertThat(answer).as(path + "?" + query).matches("(?s)HTTP/1\\.1 [234]\\d\\d .*");
            }
        }
    }

    @Test
    void oddHeadersAreNoReasonToBreak() {
        for (String header : List.of(
                "Accept-Language: ;q=x,,*;q=9,zh-",
                "Accept-Language: " + "a,".repeat(1000),
                "Accept: \u00ff\u00fe",
                "Cookie: menshen",
                "Cookie: =;;;menshen=\"",
                "Cookie: menshen_lang=\u00ff",
                "X-Forwarded-For: a, ::1, 999.1.1.1, ,,,",
                "X-Forwarded-Proto: evil",
                "X-Forwarded-Host: a b/c?d#e@f",
                "Origin: \u00ff",
                "Accept-Encoding: ;;;")) {
            for (String verb : List.of("GET /login", "POST /logout", "GET /image/code", "GET /audio/code")) {
                String answer = RawClient.ask(
                        door.uri(),
                        verb + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n" + header
                                + "\r\n\r\n");
                assertThat(answer).as(verb + " " + header).matches("(?s)HTTP/1\\.1 [234]\\d\\d .*");
            }
        }
    }

    @Test
    void tenThousandMutatedRequestsBreakNothing() {
        Random random = new Random(20261122);
        String body = "username=alice&email=a%40b.c&password=correct+horse+1&confirm_password=correct+horse+1"
                + "&mobile_phone=13800138000&code=123456&tpl=login&captcha_id=x&next=%2F";
        for (int i = 0; i < 10_000; i++) {
            String path = FORMS.get(random.nextInt(FORMS.size()));
            String sent = body;
            StringBuilder request =
                    new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                            + "Accept: application/json\r\nContent-Type: " + FORM + "\r\nContent-Length: "
                            + sent.length() + "\r\n\r\n"
                            + sent);
            for (int mutations = 1 + random.nextInt(4); mutations > 0; mutations--) {
                int at = random.nextInt(request.length());
                switch (random.nextInt(3)) {
                    case 0 -> request.setCharAt(at, (char) random.nextInt(256));
                    case 1 -> request.insert(at, (char) random.nextInt(256));
                    default -> request.deleteCharAt(at);
                }
            }
            String answer = RawClient.ask(door.uri(), request.toString());
            assertThat(answer).as("round %d: %s", i, request).matches("(?s)(HTTP/1\\.[01] [234]\\d\\d.*)?");
        }
        assertThat(door.browser().get("/health").status()).isEqualTo(200);
    }
}
