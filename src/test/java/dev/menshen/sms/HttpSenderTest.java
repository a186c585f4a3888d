package dev.menshen.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a gateway is asked, how often, and what is made of whatever it answers. */
@Timeout(60)
class HttpSenderTest {

    private static final String JSON = "{\"to\":\"{phone}\",\"text\":\"{text}\"}";
    private static final String NASTY =
            "a \"b\" \\c\r\n\t+&=%41 {code} {phone} \u2028 \u0001 验证码 \uD83D\uDC4B <x>\n@door.lan #012345";

    private final Gateway gateway = new Gateway();
    private final SmsMessage message = new SmsMessage("+8613800138000", Purpose.LOGIN, "012345", NASTY);

    @AfterEach
    void close() {
        gateway.close();
    }

    private static HttpSender sender(String url, String body, String headers, String answer) {
        return new HttpSender(HttpGateway.of(url, body, headers, answer), Duration.ofSeconds(5), Duration.ofMillis(10));
    }

    private HttpSender sender() {
        return sender(gateway.url(), JSON, "", "");
    }

    @Test
    void aGatewayForJsonReadsBackEveryCharacter() throws IOException {
        String body =
                "{\"to\":\"{phone}\",\"n\":{\"digits\":\"{digits}\",\"code\":\"{code}\"},\"tpl\":\"{tpl}\",\"text\":\"{text}\"}";
        sender(gateway.url() + "v1?to={phone}", body, "Authorization: Bearer hush-hush", "")
                .send(message);
        Gateway.Asked asked = gateway.take();
        assertThat(asked.verb()).isEqualTo("POST");
        assertThat(asked.uri()).hasToString("/v1?to=%2B8613800138000");
        assertThat(asked.header("Content-type")).isEqualTo("application/json");
        assertThat(asked.header("Authorization")).isEqualTo("Bearer hush-hush");
        JsonObject json = JsonParser.parseString(asked.body()).getAsJsonObject();
        assertThat(json.keySet()).containsExactlyInAnyOrder("to", "n", "tpl", "text");
        assertThat(json.get("to").getAsString()).isEqualTo("+8613800138000");
        assertThat(json.get("text").getAsString()).isEqualTo(NASTY);
        assertThat(json.get("tpl").getAsString()).isEqualTo("login");
        assertThat(json.getAsJsonObject("n").get("digits").getAsString()).isEqualTo("8613800138000");
        assertThat(json.getAsJsonObject("n").get("code").getAsString()).isEqualTo("012345");
    }

    @Test
    void aGatewayForFormsReadsBackEveryCharacter() throws IOException {
        sender(
                        gateway.url() + "send?text={text}&fixed=a%20b",
                        "To={phone}&Body={text}&life={minutes}",
                        "Authorization: Basic aHVzaA==\nX-One: 1",
                        "")
                .send(message);
        Gateway.Asked asked = gateway.take();
        assertThat(asked.header("Content-type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(asked.header("Authorization")).isEqualTo("Basic aHVzaA==");
        assertThat(asked.header("X-one")).isEqualTo("1");
        assertThat(fields(asked.body())).isEqualTo(Map.of("To", "+8613800138000", "Body", NASTY, "life", "5"));
        assertThat(fields(asked.uri().getRawQuery())).isEqualTo(Map.of("text", NASTY, "fixed", "a b"));
    }

    @Test
    void aContentTypeOfItsOwnTakesThePlaceOfOurs() throws IOException {
        sender(gateway.url(), JSON, "content-type: application/vnd.sms+json", "")
                .send(message);
        assertThat(gateway.take().headers().get("Content-type")).containsExactly("application/vnd.sms+json");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 507, 429})
    void aNoThatMayBeOverSoonIsAskedThreeTimesInAll(int status) {
        gateway.answering(Gateway.Answer.status(status));
        assertThatThrownBy(() -> sender().send(message))
                .isInstanceOf(NotNow.class)
                .hasMessage("it answered " + status);
        assertThat(gateway.all).hasSize(3);
    }

    /** A front that says so may have handed the text on. */
    @ParameterizedTest
    @ValueSource(ints = {502, 504})
    void aFrontThatHeardNothingFromBehindItIsNotAskedAgainAndWhetherItSentIsNotKnown(int status) {
        gateway.answering(Gateway.Answer.status(status));
        assertThatThrownBy(() -> sender().send(message))
                .isInstanceOf(NoAnswer.class)
                .hasMessage("it answered " + status);
        assertThat(gateway.all).hasSize(1);
    }

    @Test
    void aSecondTryMayBeTaken() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        gateway.answering((one, exchange) ->
                Gateway.Answer.status(asked.incrementAndGet() < 2 ? 503 : 202).give(one, exchange));
        sender().send(message);
        assertThat(gateway.all).hasSize(2);
        assertThat(gateway.all.get(0).body()).isEqualTo(gateway.all.get(1).body());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 422})
    void aPlainNoIsNotAskedAgain(int status) {
        gateway.answering(Gateway.Answer.status(status));
        assertThatThrownBy(() -> sender().send(message))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(NoAnswer.class)
                .hasMessage("it answered " + status);
        assertThat(gateway.all).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowed(int status) {
        gateway.answering(Gateway.Answer.redirect(status));
        assertThatThrownBy(() -> sender().send(message)).hasMessage("it answered " + status);
        assertThat(gateway.all).hasSize(1);
    }

    @Test
    void aGatewayThatSaysNothingIsAskedOnceAndWhetherItSentIsNotKnown() {
        gateway.answering(Gateway.Answer.never());
        HttpSender hasty =
                new HttpSender(HttpGateway.of(gateway.url(), JSON, "", ""), Duration.ofMillis(400), Duration.ZERO);
        assertThatThrownBy(() -> hasty.send(message)).isInstanceOf(NoAnswer.class);
        assertThat(gateway.all).hasSize(1);
    }

    @Test
    void anEndlessAnswerIsNotReadToItsEnd() throws Exception {
        gateway.answering(Gateway.Answer.endless(200));
        sender().send(message);
        gateway.awaitCutOff();
        assertThat(gateway.all).hasSize(1);
    }

    @Test
    void ofAnEndlessAnswerTheBeginningCounts() throws Exception {
        gateway.answering(Gateway.Answer.endless(200));
        assertThatThrownBy(() -> sender(gateway.url(), JSON, "", "\"code\":0").send(message))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(NoAnswer.class)
                .hasMessage("it answered 200 without what sms-answer says");
        gateway.awaitCutOff();
    }

    @Test
    void aHeadWithoutAnEndIsGivenUp() throws IOException {
        try (RawGateway raw = new RawGateway(socket -> {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] line = ("x-more: " + "y".repeat(8_000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 100_000; i++) {
                socket.getOutputStream().write(line);
            }
        })) {
            assertThatThrownBy(() -> sender(raw.url("http"), JSON, "", "").send(message))
                    .isInstanceOf(NoAnswer.class);
            assertThat(raw.connections).hasValue(1);
        }
    }

    @Test
    void whereAStatusDoesNotTellTheWordsOfAGoodAnswerDo() {
        HttpSender sender = sender(gateway.url(), JSON, "", "\"code\":0");
        gateway.answering(Gateway.Answer.body(200, "{\"code\":0,\"msg\":\"ok\"}"));
        assertThatCode(() -> sender.send(message)).doesNotThrowAnyException();
        gateway.answering(Gateway.Answer.body(200, "{\"code\":7,\"msg\":\"no credit\"}"));
        assertThatThrownBy(() -> sender.send(message)).hasMessageContaining("without what sms-answer says");
        assertThat(gateway.all).hasSize(2);
    }

    @Test
    void whoeverHangsUpWithoutAnAnswerIsNotAskedAgain() throws IOException {
        try (RawGateway raw = new RawGateway(socket -> socket.getInputStream().read(new byte[64]))) {
            assertThatThrownBy(() -> sender(raw.url("http"), JSON, "", "").send(message))
                    .isInstanceOf(NoAnswer.class);
            assertThat(raw.connections).hasValue(1);
        }
    }

    @Test
    void aPortThatNobodyListensAtIsNoConnection() throws IOException {
        String url = RawGateway.nobody();
        assertThatThrownBy(() -> sender(url, JSON, "", "").send(message))
                .isInstanceOf(NotNow.class)
                .hasMessage("no connection");
    }

    @Test
    void aGatewayThatSpeaksNoTlsGetsNothingToRead() throws IOException {
        StringBuilder heard = new StringBuilder();
        try (RawGateway raw = new RawGateway(socket -> {
            byte[] some = new byte[4096];
            int count = socket.getInputStream().read(some);
            heard.append(new String(some, 0, Math.max(0, count), StandardCharsets.ISO_8859_1));
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            // Hanging up on what was not read would be a reset, which overtakes the answer.
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        })) {
            assertThatThrownBy(() -> sender(raw.url("https"), JSON, "Authorization: hush", "")
                            .send(message))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(NoAnswer.class)
                    .hasMessage("no TLS that can be trusted");
            assertThat(raw.connections).hasValue(1);
        }
        assertThat(heard.toString()).isNotEmpty().doesNotContain("hush", "012345", "13800138000");
    }

    @Test
    void aProxyOfTheMachineIsNotUsed() throws IOException {
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(ProxySelector.of(new InetSocketAddress(
                InetAddress.getLoopbackAddress(),
                Integer.parseInt(RawGateway.nobody().replaceAll(".*:(\\d+)/", "$1")))));
        try {
            sender().send(message);
        } finally {
            ProxySelector.setDefault(before);
        }
        assertThat(gateway.all).hasSize(1);
    }

    private static Map<String, String> fields(String form) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : form.split("&", -1)) {
            String[] half = field.split("=", 2);
            fields.put(half[0], URLDecoder.decode(half[1], StandardCharsets.UTF_8));
        }
        return fields;
    }
}
