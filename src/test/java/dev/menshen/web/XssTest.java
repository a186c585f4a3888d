package dev.menshen.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.TestDoor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Markup sent in every field, query, path and header comes back, if at all, as the text it is. */
class XssTest {

    private static final List<String> LANGUAGES = List.of("zh", "en");
    private static final List<String> PAGES = List.of("/", "/login", "/login/sms", "/register", "/reset", "/nothing");
    private static final List<String> FORMS = List.of("/login", "/login/sms", "/register", "/reset", "/send/sms");
    private static final List<String> FIELDS = List.of(
            "username",
            "email",
            "password",
            "confirm_password",
            "mobile_phone",
            "code",
            "captcha",
            "captcha_id",
            "remember",
            "next",
            "tpl");

    private static TestDoor door;
    private static Markup markup;

    @BeforeAll
    static void open() {
        door = TestDoor.open("register-sms", "on");
        markup = new Markup();
        for (String language : LANGUAGES) {
            Browser browser = door.browser().holding("menshen_lang", language);
            PAGES.forEach(page -> markup.learn(browser.get(page + "?next=/x").body()));
            markup.learn(browser.get("/image/code?id=%3C").body());
            for (String form : FORMS) {
                markup.learn(browser.post(form, Map.of("next", "/x")).body());
                markup.learn(browser.post(form, everyField("x")).body());
                markup.learn(browser.post(form, Map.of("remember", "1", "next", "/x", "mobile_phone", "1"))
                        .body());
            }
            markup.learn(browser.get("/%2e%2e/x").body());
        }
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void thereAreManyPayloads() {
        assertThat(Markup.payloads()).hasSizeGreaterThan(120).allMatch(payload -> payload.contains("probe"));
    }

    @Test
    void inAQueryAPathOrAHeaderItIsText() {
        int count = 0;
        for (String payload : Markup.payloads()) {
            String encoded = encoded(payload);
            String header = payload.replaceAll("[^ -~]", "");
            Browser browser = door.browser().holding("menshen_lang", language(count++));
            for (String name : List.of(
                    "User-Agent",
                    "Accept-Language",
                    "Referer",
                    "X-Forwarded-Host",
                    "X-Forwarded-Proto",
                    "X-Forwarded-For")) {
                browser.with(name, header);
            }
            for (String page : PAGES) {
                String query = "?next=" + encoded + "&lang=" + encoded + "&" + encoded + "=" + encoded;
                markup.isInert(browser.get(page + query).body(), payload);
            }
            for (String path : List.of(
                    "/" + encoded,
                    "/asset/" + encoded,
                    "/login/" + encoded,
                    "/image/code?id=" + encoded,
                    "/audio/code?id=" + encoded)) {
                markup.isInert(browser.get(path).body(), payload);
            }
            Browser odd = door.browser().holding("menshen_lang", header.replaceAll("[;,\\s\"]", ""));
            markup.isInert(odd.get("/login").body(), payload);
        }
    }

    @Test
    void inAFieldItIsShownAsItWasTyped() {
        int count = 0;
        for (String payload : Markup.payloads()) {
            Browser browser = door.browser().holding("menshen_lang", language(count++));
            for (String form : FORMS) {
                Browser.Answer answer = browser.post(form, everyField(payload));
                assertThat(answer.status()).as(form + " " + payload).isEqualTo(422);
                markup.isInert(answer.body(), payload);
                String again = Jsoup.parse(answer.body())
                        .select("input[name=username], input[name=mobile_phone]")
                        .eachAttr("value")
                        .get(0);
                assertThat(Markup.plain(again)).as(form).isEqualTo(Markup.plain(payload));
            }
            Browser.Answer json = door.browser().asScript().post("/register", everyField(payload));
            assertThat(json.badFields()).contains("username", "email", "mobile_phone");
            assertThat(json.body()).doesNotContain("<", ">");
        }
    }

    @Test
    void whatAMemberTypesIsShownAsItWasTypedToo() {
        try (TestDoor house = TestDoor.open("captcha", "off")) {
            Browser alice = People.member(house, "alice", "13800138000").with("Accept", "text/html");
            Markup own = new Markup();
            for (String language : LANGUAGES) {
                own.learn(alice.get("/account/email?lang=" + language).body());
                own.learn(alice.post("/account/email", Map.of()).body());
                own.learn(
                        alice.post("/account/email", Map.of("email", "a@b.lan")).body());
            }
            int count = 0;
            for (String payload : Markup.payloads()) {
                alice.holding("menshen_lang", language(count++));
                Browser.Answer answer = alice.post("/account/email", Map.of("email", payload));
                assertThat(answer.status()).as(payload).isEqualTo(422);
                own.isInert(answer.body(), payload);
                String again =
                        Jsoup.parse(answer.body()).select("input[name=email]").attr("value");
                assertThat(Markup.plain(again)).isEqualTo(Markup.plain(payload));
            }
        }
    }

    @Test
    void whatIsNotedOfABrowserIsShownAsText() {
        int phone = 0;
        for (String batch : batches(250)) {
            for (String tpl : List.of("login", "register")) {
                Browser browser = door.browser();
                Map<String, String> press = new HashMap<>(everyField(batch));
                press.put("mobile_phone", "139001380" + (10 + phone++));
                press.put("tpl", tpl);
                assertThat(browser.post("/send/sms", press).status()).isEqualTo(303);
                String page = browser.get(tpl.equals("login") ? "/login/sms" : "/register")
                        .body();
                assertThat(page).contains("probe");
                assertThat(Jsoup.parse(page).select("input[value*=probe]").eachAttr("value"))
                        .allSatisfy(value -> assertThat(Markup.plain(value)).isEqualTo(Markup.plain(batch)));
                assertThat(Jsoup.parse(page).select("*").eachAttr("onload")).isEmpty();
                assertThat(Jsoup.parse(page).select("script:not([src]), img[onerror], svg[onload]"))
                        .isEmpty();
            }
        }
    }

    @Test
    void aNameOfAllThatANameMayHaveIsShownAsItIs() {
        int phone = 0;
        for (String name : List.of("a.b_c-d9", "שלום.עולם", "مرحبا_9", "门-神.甲", "probe--", "o_0.o-O")) {
            try (TestDoor house = TestDoor.open("captcha", "off")) {
                Browser browser = house.browser();
                assertThat(browser.post("/register", People.form(name, "1380013800" + phone++))
                                .status())
                        .as(name)
                        .isEqualTo(303);
                assertThat(Jsoup.parse(browser.get("/login").body())
                                .select(".welcome")
                                .text())
                        .contains(name);
                browser.post("/login", Map.of("username", name, "password", People.PASSWORD));
                for (String page : List.of("/?lang=zh", "/?lang=en", "/nothing")) {
                    var parsed = Jsoup.parse(browser.get(page).body());
                    assertThat(parsed.select("bdi.who").text()).isEqualTo(name);
                    assertThat(parsed.select("bdi.who *")).isEmpty();
                }
            }
        }
    }

    /** One after the other in turn. */
    private static String language(int count) {
        return LANGUAGES.get(count % LANGUAGES.size());
    }

    private static Map<String, String> everyField(String text) {
        Map<String, String> form = new LinkedHashMap<>();
        FIELDS.forEach(field -> form.put(field, text));
        return form;
    }

    /** All payloads, as many to a text as may be noted. */
    private static List<String> batches(int most) {
        List<String> batches = new ArrayList<>();
        StringBuilder batch = new StringBuilder();
        for (String payload : Markup.payloads()) {
            if (batch.length() + payload.length() > most) {
                batches.add(batch.toString());
                batch.setLength(0);
            }
            batch.append(payload);
        }
        batches.add(batch.toString());
        return batches;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
