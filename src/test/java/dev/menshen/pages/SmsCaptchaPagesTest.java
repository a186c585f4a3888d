package dev.menshen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.Browser.Answer;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.store.HandClock;
import dev.menshen.text.Language;
import dev.menshen.text.Messages;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same picture on the pages with a button that sends codes, without JavaScript. */
class SmsCaptchaPagesTest {

    private static final String NEW = "13700137000";
    private static final String WRONG = "11111";

    private final HandClock clock = new HandClock();
    private TestDoor door;

    @BeforeEach
    void open() {
        door = TestDoor.open(clock, "captcha", "adaptive", "register-sms", "on");
    }

    @AfterEach
    void close() {
        door.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/register, register, EN",
        "/register, register, ZH",
        "/login/sms, login, EN",
        "/login/sms, login, ZH",
        "/reset, reset, EN",
        "/reset, reset, ZH"
    })
    void thePictureStandsBeforeTheButtonWhereItIsDueAndItsErrorBesideIt(String path, String tpl, Language language) {
        Messages words = Messages.in(language);
        Browser browser = door.browser().holding("menshen_lang", language.code());
        assertThat(shown(browser.get(path)).select("#captcha")).isEmpty();
        assertThat(browser.get(path).body()).containsOnlyOnce("<template>");
        People.askForCodes(door, 10);

        Document page = shown(browser.get(path));
        assertThat(page.select("label[for=captcha]").text()).isEqualTo(words.say("field.captcha.label"));
        assertThat(page.select(".asked .hear").text()).isEqualTo(words.say("field.captcha.hear"));
        assertThat(page.select("#captcha, .send").eachAttr("name")).containsExactly("captcha", "tpl");
        assertThat(page.select("[aria-invalid]")).isEmpty();

        Map<String, String> form = typed(tpl);
        Answer due = browser.post("/send/sms", form);
        assertBesideThePicture(due, words.say("captcha.due"));

        String id = captcha(due);
        assertThat(id).isNotEqualTo(captcha(page));
        browser.get("/image/code?id=" + id);
        form.put("captcha_id", id);
        form.put("captcha", WRONG);
        Answer wrong = browser.post("/send/sms", form);
        assertBesideThePicture(wrong, words.say("captcha.wrong"));
        assertThat(captcha(wrong)).isNotEqualTo(id);
        assertThat(door.texts()).isZero();
    }

    private static void assertBesideThePicture(Answer answer, String problem) {
        assertThat(answer.status()).isEqualTo(422);
        Document page = shown(answer);
        assertThat(page.select("[aria-invalid]").eachAttr("name")).containsExactly("captcha");
        assertThat(page.select("#captcha-error").text()).isEqualTo(problem);
        assertThat(page.select("#captcha").attr("value")).isEmpty();
        assertThat(page.select("#captcha").hasAttr("autofocus")).isTrue();
        assertThat(page.select(".summary a").eachAttr("href")).containsExactly("#captcha");
        assertThat(page.select("#mobile_phone").attr("value")).isEqualTo(NEW);
        for (Element name : page.select("#username")) {
            assertThat(name.attr("value")).isEqualTo("newcomer");
        }
    }

    @Test
    void aPictureThatIsReadBringsTheCodeAndThePageNeedsItNoMore() {
        People.askForCodes(door, 10);
        Browser browser = door.browser();
        Answer due = browser.post("/send/sms", typed("register"));
        Answer sent = browser.post("/send/sms", read(browser, "register", captcha(due)));
        assertThat(sent.status()).isEqualTo(303);
        assertThat(sent.header("location")).contains("/register");
        assertThat(door.texts()).isEqualTo(1);
        Document page = shown(browser.get("/register"));
        assertThat(page.select("#captcha")).isEmpty();
        assertThat(page.select("#username").attr("value")).isEqualTo("newcomer");
        assertThat(page.select(".send").attr("data-wait")).isEqualTo("60");

        clock.pass(Duration.ofSeconds(61));
        assertThat(browser.post("/send/sms", typed("register")).status()).isEqualTo(303);
    }

    @Test
    void ofAProgramThatIsToReadAPictureFirstNothingIsKept() {
        People.askForCodes(door, 10);
        Browser program = door.browser().asScript();
        Answer due = program.post("/send/sms", typed("register"));
        assertThat(due.status()).isEqualTo(422);
        assertThat(due.header("set-cookie")).isEmpty();
        assertThat(door.browser().post("/send/sms", typed("register")).header("set-cookie"))
                .as("a page comes back without JavaScript")
                .isPresent();
    }

    @Test
    void anotherPictureKeepsWhatWasTypedAndWhereOneWantedToGo() {
        People.askForCodes(door, 10);
        Browser browser = door.browser();
        Map<String, String> form = typed("login");
        String wiki = "/wiki?a=" + "1".repeat(400);
        form.put("next", wiki);
        Answer due = browser.post("/send/sms", form);
        String again = shown(due).select(".reload a").get(0).attr("href");
        assertThat(again).isEqualTo("/login/sms?next=%2Fwiki%3Fa%3D" + "1".repeat(400));
        for (String path : new String[] {again, "/login/sms"}) {
            Document page = shown(browser.get(path));
            assertThat(page.select("#captcha")).as(path).hasSize(1);
            assertThat(page.select("#mobile_phone").attr("value")).isEqualTo(NEW);
            assertThat(page.select("input[name=next]").attr("value")).isEqualTo(wiki);
        }
    }

    @Test
    void anotherErrorOfTheFormKeepsThePictureOnlyWhereItIsDue() {
        People.askForCodes(door, 10);
        Browser browser = door.browser();
        Map<String, String> form = new HashMap<>(Map.of("mobile_phone", NEW, "code", "12"));
        assertThat(shown(browser.post("/login/sms", form)).select("#captcha")).hasSize(1);
        form.put("mobile_phone", "13610000000");
        assertThat(shown(browser.post("/login/sms", form)).select("#captcha"))
                .as("of a number that was asked for from here")
                .isEmpty();
        form.put("mobile_phone", "1");
        form.put("tpl", "login");
        Document bad = shown(browser.post("/send/sms", form));
        assertThat(bad.select("[aria-invalid]").eachAttr("name")).containsExactly("mobile_phone");
        assertThat(bad.select("#captcha")).hasSize(1);
    }

    /** The page without what is only at hand. */
    private static Document shown(Answer answer) {
        Document page = Jsoup.parse(answer.body());
        page.select("template").remove();
        return page;
    }

    private static Map<String, String> typed(String tpl) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("username", "newcomer");
        form.put("mobile_phone", NEW);
        form.put("tpl", tpl);
        return form;
    }

    private Map<String, String> read(Browser browser, String tpl, String id) {
        browser.get("/image/code?id=" + id);
        Map<String, String> form = typed(tpl);
        form.put("captcha", door.captcha(id));
        form.put("captcha_id", id);
        return form;
    }

    private static String captcha(Answer answer) {
        return captcha(shown(answer));
    }

    private static String captcha(Document page) {
        return page.select("input[name=captcha_id]").attr("value");
    }
}
