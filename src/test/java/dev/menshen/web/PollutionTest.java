package dev.menshen.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.RawClient;
import dev.menshen.TestDoor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A field sent in more than one way never means one of them: the field is bad, or the other way is none. */
class PollutionTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    /** Each form, filled in so that nothing but a repeated field is wrong with it. */
    private static final Map<String, Map<String, String>> FORMS = new LinkedHashMap<>();

    private static TestDoor door;

    static {
        FORMS.put("/register", People.form("bob", "13900139000"));
        FORMS.put(
                "/login",
                Map.of(
                        "username",
                        "alice",
                        "password",
                        People.PASSWORD,
                        "code",
                        "XXXXX",
                        "captcha_id",
                        "x",
                        "remember",
                        "1"));
        FORMS.put("/login/sms", Map.of("mobile_phone", "13800138000", "code", "123456", "remember", "1"));
        FORMS.put(
                "/reset",
                Map.of(
                        "mobile_phone",
                        "13800138000",
                        "code",
                        "123456",
                        "password",
                        "a newer 电池",
                        "confirm_password",
                        "a newer 电池"));
        FORMS.put("/send/sms", Map.of("mobile_phone", "13800138000", "tpl", "login"));
    }

    @BeforeAll
    static void open() {
        door = TestDoor.open();
        People.register(door, "alice", "13800138000");
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void aFieldSentTwiceIsBadWhicheverIsWhich() {
        FORMS.forEach((path, fields) -> fields.forEach((field, value) -> {
            for (String second : List.of(value, "", "other")) {
                String twice = Browser.encoded(fields) + "&" + Browser.encoded(Map.of(field, second));
                Browser.Answer answer = post(path, twice);
                assertThat(answer.status()).as(path + " " + twice).isEqualTo(422);
                assertThat(answer.badFields()).as(path + " " + twice).contains(field);
            }
        }));
        assertThat(door.texts()).isZero();
    }

    @Test
    void otherSpellingsOfAFieldsNameAreOtherFields() {
        FORMS.forEach((path, fields) -> fields.keySet().stream()
                .filter(field -> !List.of("remember", "captcha_id").contains(field))
                .forEach(field -> {
                    for (String spelling : List.of("%s[]", "%s[0]", "%s.", " %s", "%s%%00", "%s;")) {
                        Map<String, String> without = new LinkedHashMap<>(fields);
                        without.remove(field);
                        String body = Browser.encoded(without) + "&" + String.format(spelling, field) + "=x";
                        assertThat(post(path, body).badFields())
                                .as(path + " " + body)
                                .contains(field);
                    }
                    assertThat(post(path, Browser.encoded(Map.of(field.toUpperCase(Locale.ROOT), "x")))
                                    .badFields())
                            .contains(field);
                }));
    }

    @Test
    void aFieldInTheQueryIsNone() {
        FORMS.forEach((path, fields) -> {
            Browser.Answer nothing = post(path + "?" + Browser.encoded(fields), "");
            assertThat(nothing.status()).as(path).isEqualTo(422);
            assertThat(nothing.badFields()).as(path).isEqualTo(post(path, "").badFields());
        });
        Map<String, String> form = People.form("carol", "13700137000");
        Browser.Answer answer = post("/register?username=mallory&email=m%40example.lan", Browser.encoded(form));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(post("/register", Browser.encoded(form)).badFields()).contains("username");
    }

    @Test
    void otherKindsOfBodyAreNoForms() {
        FORMS.forEach((path, fields) -> {
            for (String body :
                    List.of("{\"username\":[\"a\",\"b\"]}", "[\"username\",\"a\"]", "<username>a</username>")) {
                for (String type : List.of(
                        "application/json",
                        "text/json",
                        "text/xml",
                        "text/plain",
                        "text/plain;" + FORM,
                        "multipart/form-data; boundary=x")) {
                    assertThat(door.browser().asScript().post(path, type, body).status())
                            .as(path + " " + type)
                            .isEqualTo(415);
                }
            }
        });
    }

    @Test
    void aBodyWithoutATypeIsNoForm() {
        FORMS.forEach((path, fields) -> {
            String body = Browser.encoded(fields);
            String head = "POST " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";
            for (String type : List.of("", "Content-Type: \r\n")) {
                String plain = head + type + "Content-Length: " + body.length() + "\r\n\r\n" + body;
                assertThat(RawClient.ask(door.uri(), plain)).as(path).startsWith("HTTP/1.1 415");
                String chunk = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
                String chunked = head + type + "Transfer-Encoding: chunked\r\n\r\n" + chunk;
                assertThat(RawClient.ask(door.uri(), chunked))
                        .as(path + " chunked")
                        .startsWith("HTTP/1.1 415");
            }
        });
        assertThat(door.texts()).isZero();
    }

    private static Browser.Answer post(String path, String body) {
        return door.browser().asScript().post(path, FORM, body);
    }
}
