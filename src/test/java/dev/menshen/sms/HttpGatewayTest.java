package dev.menshen.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpGatewayTest {

    private static final String URL = "https://gateway.example/send?key=hush";
    private static final String BODY = "{\"to\":\"{phone}\",\"text\":\"{text}\",\"key\":\"hush\"}";
    private static final String HEADERS = "Authorization: Bearer hush";

    private static void refused(String url, String body, String headers, String name) {
        assertThatThrownBy(() -> HttpGateway.of(url, body, headers, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + ": ")
                .hasMessageNotContainingAny("hush", "\n")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hush",
                "hush.example/send",
                "ftp://hush.example/",
                "file:///hush",
                "https://",
                "https:///hush",
                "https://user:hush@gateway.example/",
                "https://gateway.example/#hush",
                "https://{phone}.hush.example/",
                "https://gateway.example/{phone}/hush",
                "https://gateway.example/?x={hush}",
                "https://gateway.example/a b?hush",
                "https://gateway.example/?hush=\"",
                "https://gateway.example/\n?hush",
                "https://gateway.example:99999999999/hush",
                "https://a b/hush"
            })
    void anAddressThatIsNoneIsRefusedAndNotRepeated(String url) {
        refused(url, BODY, "", "sms-url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<sms>{phone}{text}hush</sms>",
                "to={phone}&text={txt}&key=hush",
                "to={phone}&key=hush",
                "text={text}&key=hush",
                "hush"
            })
    void aBodyThatCarriesNoTextIsRefusedAndNotRepeated(String body) {
        refused(URL, body, "", "sms-body");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hush",
                "Bearer hush",
                "X Y: hush",
                ": hush",
                "Authorization: a\u0001hush",
                "X: 1\nhush",
                "Host: hush.example",
                "Content-Length: 3\nX: hush",
                "Connection: hush"
            })
    void aHeaderThatIsNoneIsRefusedAndNotRepeated(String headers) {
        refused(URL, BODY, headers, "sms-headers");
    }

    @Test
    void whatItIsAskedMayStandInTheQueryAlone() {
        assertThat(HttpGateway.of("http://10.0.0.9:8080/?to={digits}&c={code}", "x=1", HEADERS, ""))
                .hasToString("http://10.0.0.9:8080");
    }

    @Test
    void itsTextHasNoSecret() {
        assertThat(HttpGateway.of(URL, BODY, HEADERS, "hush")).hasToString("https://gateway.example");
    }
}
