package dev.menshen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.RawClient;
import dev.menshen.TestDoor;
import dev.menshen.sms.Gateway;
import dev.menshen.sms.RawGateway;
import dev.menshen.store.HandClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Codes by a gateway, whatever it does with them: whoever asks learns nothing of it, and nothing is kept that was not sent. */
@Timeout(120)
class SmsGatewayTest {

    private static final String PHONE = "13800138000";
    private static final String STRANGER = "13900139000";
    private static final Pattern CODE = Pattern.compile("(?<![0-9])[0-9]{6}(?![0-9])");

    private final HandClock clock = new HandClock();
    private final Gateway gateway = new Gateway();

    @AfterEach
    void close() {
        gateway.close();
    }

    /** A house where registration asks for no code, so that people can be put into it. */
    private TestDoor door(String url, String... more) {
        List<String> settings = new ArrayList<>(List.of("sms", "http", "sms-url", url, "register-sms", "off"));
        settings.addAll(List.of("sms-headers", "Authorization: Bearer hush-hush", "dev", "off"));
        settings.addAll(List.of(more));
        TestDoor door = TestDoor.open(clock, settings.toArray(String[]::new));
        People.register(door, "alice", PHONE);
        return door;
    }

    @Test
    void aCodeThatTheGatewayTakesSignsIn() {
        try (TestDoor door = door(gateway.url(), "sms-body", "To={phone}&Body={text}&Code={code}")) {
            Browser browser = door.browser().asScript();
            assertThat(send(browser, PHONE, "login").status()).isEqualTo(200);
            String body = gateway.take().body();
            assertThat(body).startsWith("To=%2B8613800138000&Body=");
            String code = body.substring(body.length() - 6);
            assertThat(browser.post("/login/sms", Map.of("mobile_phone", PHONE, "code", code))
                            .status())
                    .isEqualTo(200);
            send(browser, STRANGER, "login");
            assertThat(door.logged()).contains("event=code-sent").doesNotContain("hush", "gateway", code);
        }
        assertThat(gateway.all).as("a stranger gets none").hasSize(1);
    }

    @Test
    void theTextIsInTheLanguageOfWhoeverAsks() {
        try (TestDoor door = door(gateway.url())) {
            send(door.browser().with("Accept-Language", "zh-CN"), PHONE, "login");
            assertThat(gateway.take().body()).contains("【门神】验证码", "5 分钟", "\\u000a@127.0.0.1 #");
            clock.pass(Duration.ofSeconds(61));
            send(door.browser().with("Accept-Language", "en"), PHONE, "login");
            assertThat(gateway.take().body()).contains("Menshen: your code is", "5 minutes");
        }
    }

    @Test
    void whateverARequestSaysOfTheHostTheTextNamesThePublicUrlAlone() {
        List<String> heads = List.of(
                "POST /send/sms HTTP/1.1\r\nHost: evil.example",
                "POST /send/sms HTTP/1.1\r\nHost: a\r\nX-Forwarded-Host: evil.example",
                "POST /send/sms HTTP/1.1\r\nHost: a\r\nX-Host: evil.example",
                "POST /send/sms HTTP/1.1\r\nHost: a\r\nX-Forwarded-Server: evil.example",
                "POST /send/sms HTTP/1.1\r\nHost: a\r\nForwarded: host=evil.example;proto=https",
                "POST http://evil.example/send/sms HTTP/1.1\r\nHost: evil.example");
        try (TestDoor door = door(gateway.url(), "public-url", "https://door.example.lan")) {
            for (String head : heads) {
                RawClient.ask(door.uri(), request(head));
                assertThat(gateway.take().body())
                        .as(head)
                        .containsPattern("\\\\u000a@door\\.example\\.lan #[0-9]{6}\"")
                        .doesNotContain("evil");
                clock.pass(Duration.ofMinutes(13));
            }
            String two = RawClient.ask(door.uri(), request("POST /send/sms HTTP/1.1\r\nHost: a\r\nHost: evil.example"));
            assertThat(two).startsWith("HTTP/1.1 400");
        }
        assertThat(gateway.all).hasSize(heads.size());
    }

    private static String request(String head) {
        String form = "tpl=login&mobile_phone=" + PHONE;
        return head + "\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + form.length() + "\r\n\r\n" + form;
    }

    @Test
    void whereAGatewayIsSetRegistrationAsksForACode() {
        try (TestDoor door = TestDoor.open("sms", "http", "sms-url", gateway.url())) {
            assertThat(door.browser()
                            .asScript()
                            .post("/register", People.form("bob", STRANGER))
                            .badFields())
                    .containsExactly("code");
            send(door.browser(), STRANGER, "register");
            gateway.take();
        }
    }

    @Test
    void aDoorThatClosesSendsWhatItWasAskedAndDevelopmentModePrintsIt() {
        TestDoor door = door(gateway.url(), "dev", "on");
        send(door.browser(), PHONE, "login");
        door.close();
        assertThat(gateway.all.get(0).body()).contains("#" + door.code("+86" + PHONE));
    }

    @Test
    void whoeverAsksIsAnsweredBeforeTheGatewayHasAnswered() {
        gateway.answering(Gateway.Answer.never());
        try (TestDoor door = door(gateway.url())) {
            assertThat(send(door.browser(), PHONE, "login").status()).isEqualTo(303);
            assertThat(door.logged()).doesNotContain("was not taken");
            gateway.take();
        }
        assertThat(gateway.all).hasSize(1);
    }

    @Test
    void aGatewayThatFailsChangesNoAnswer() {
        gateway.answering(Gateway.Answer.status(500));
        failing(gateway.url(), 3);
        assertThat(gateway.all)
                .as("three tries for each text")
                .hasSizeGreaterThan(3)
                .satisfies(asked -> assertThat(asked.size() % 3).isZero());
    }

    @Test
    void aGatewayThatRedirectsChangesNoAnswer() {
        gateway.answering(Gateway.Answer.redirect(307));
        failing(gateway.url(), 3);
        assertThat(gateway.all).noneMatch(asked -> asked.uri().getPath().contains("again"));
    }

    @Test
    void aGatewayThatHangsChangesNoAnswer() {
        gateway.answering(Gateway.Answer.never());
        failing(gateway.url(), 1);
    }

    @Test
    void aGatewayWithoutAnEndChangesNoAnswer() {
        gateway.answering(Gateway.Answer.endless(400));
        failing(gateway.url(), 3, "sms-answer", "fine");
    }

    @Test
    void aGatewayWithoutTlsChangesNoAnswer() throws IOException {
        try (RawGateway raw = new RawGateway(socket -> {
            socket.getInputStream().read(new byte[4096]);
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        })) {
            failing(raw.url("https"), 3);
        }
    }

    @Test
    void aGatewayThatIsNotThereChangesNoAnswer() throws IOException {
        failing(RawGateway.nobody(), 3);
    }

    /** So many texts for alice and as many for nobody, each pair with the same answers, then and afterwards. */
    private void failing(String url, int pairs, String... more) {
        try (TestDoor door = door(url, more)) {
            int texts = 0;
            for (String tpl : List.of("login", "reset", "login").subList(0, pairs)) {
                Browser known = door.browser().asScript().with("X-Forwarded-For", "10.0.0." + texts);
                Browser unknown = door.browser().asScript().with("X-Forwarded-For", "10.0.1." + texts);
                alike(send(known, PHONE, tpl), send(unknown, STRANGER, tpl), 200);
                texts++;
                door.awaitLogged("was not taken by the gateway", texts);
                door.awaitLogged("event=code-unsent", texts);
                alike(send(known, PHONE, tpl), send(unknown, STRANGER, tpl), 429);
                for (String code : codes()) {
                    alike(enter(known, PHONE, code), enter(unknown, STRANGER, code), 422);
                }
                alike(enter(known, PHONE, "000000"), enter(unknown, STRANGER, "000000"), 422);
                clock.pass(Duration.ofSeconds(61));
            }
            Browser page = door.browser().with("Accept-Language", "en");
            alike(
                    send(page, PHONE, "login"),
                    send(door.browser().with("Accept-Language", "en"), STRANGER, "login"),
                    303);
            door.awaitLogged("was not taken by the gateway", texts + 1);
            assertThat(door.logged())
                    .contains(
                            "event=code-unsent address=10.0.0.0 method=- account=1 count=1 name=\"alice\" reason=\"login\"")
                    .contains("SmsMessage[LOGIN to +86…00] was not taken by the gateway: ")
                    .doesNotContain("hush", PHONE, STRANGER, "127.0.0.1:")
                    .doesNotContainPattern("(?<![0-9.+#])[0-9]{6}(?![0-9])");
        }
    }

    /** Those that the gateway was asked to send so far, none of which is good. */
    private List<String> codes() {
        List<String> codes = new ArrayList<>();
        for (Gateway.Asked asked : gateway.all) {
            Matcher matcher = CODE.matcher(asked.body());
            if (matcher.find()) {
                codes.add(matcher.group());
            }
        }
        // Of three tries with the same code one is enough: only five are compared.
        return codes.isEmpty() ? codes : codes.subList(codes.size() - 1, codes.size());
    }

    private static void alike(Browser.Answer known, Browser.Answer unknown, int status) {
        assertThat(known.status()).isEqualTo(status);
        assertThat(shape(unknown)).isEqualTo(shape(known));
    }

    private static Map<String, Object> shape(Browser.Answer answer) {
        Map<String, Object> shape = new LinkedHashMap<>();
        Map<String, List<String>> headers = new TreeMap<>(answer.headers());
        headers.remove("date");
        headers.computeIfPresent(
                "set-cookie",
                (name, all) ->
                        all.stream().map(one -> one.replaceAll("=[^;]*;", "=;")).toList());
        shape.put("status", answer.status());
        shape.put("headers", headers);
        shape.put("body", answer.body().replace(STRANGER, PHONE));
        return shape;
    }

    private static Browser.Answer send(Browser browser, String phone, String tpl) {
        return browser.post("/send/sms", Map.of("mobile_phone", phone, "tpl", tpl));
    }

    private static Browser.Answer enter(Browser browser, String phone, String code) {
        return browser.post("/login/sms", Map.of("mobile_phone", phone, "code", code));
    }
}
