package dev.menshen.chromium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.sms.Gateway;
import dev.menshen.text.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Every page in every state, in both languages, light and dark, on a small telephone and at a desk: photographed for
 * human eyes into {@code target/screenshots}, and searched for whatever shuts people out.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesIT {

    private final Axe axe = new Axe();

    @AutoClose
    private Chromium chromium;

    @AutoClose
    private TestDoor door;

    @AutoClose
    private TestDoor careful;

    @AutoClose
    private TestDoor closed;

    @AutoClose
    private TestDoor guessedAt;

    @AutoClose
    private TestDoor busy;

    @AutoClose
    private Gateway gateway;

    @AutoClose
    private TestDoor sending;

    @BeforeAll
    void open() {
        chromium = Chromium.start();
        door = TestDoor.open();
        careful = TestDoor.open("register-sms", "on");
        closed = TestDoor.open("registration", "closed");
        guessedAt = TestDoor.open("captcha", "adaptive");
        busy = TestDoor.open("captcha", "adaptive", "register-sms", "on");
        People.askForCodes(busy, 10);
        gateway = new Gateway();
        sending = TestDoor.open("register-sms", "off", "sms", "http", "sms-url", gateway.url());
        Map<String, String> form = People.form("小明", "13800138000");
        form.put("email", "xiaoming@example.lan");
        assertThat(door.browser().post("/register", form).status()).isEqualTo(303);
    }

    @TestFactory
    Stream<DynamicTest> everyPageFitsItsScreenAndShutsNobodyOut() {
        return Stream.of(Language.values())
                .flatMap(language -> Stream.of(
                        page("home", language, door, person -> {}),
                        page("home-in", language, door, this::signIn),
                        page("home-first-proof", language, door, person -> signInByFirstCode(person, language)),
                        page("home-email-void", language, sending, person -> loseTheEmail(person, language)),
                        page("register", language, door, person -> person.visit("/register")),
                        page("register-bad", language, door, this::registerBadly),
                        page("register-sms", language, careful, person -> person.visit("/register")),
                        page("register-closed", language, closed, person -> person.visit("/register")),
                        page("login", language, door, person -> person.visit("/login")),
                        page("login-bad", language, door, this::signInBadly),
                        page("login-welcome", language, door, person -> register(person, language)),
                        page("login-later", language, guessedAt, this::signInTooOften),
                        page("password", language, door, this::seePassword),
                        page("password-bad", language, door, this::changePasswordBadly),
                        page("password-changed", language, door, this::seePasswordChanged),
                        page("email", language, door, this::seeEmail),
                        page("email-bad", language, door, this::changeEmailBadly),
                        page("email-changed", language, door, this::seeEmailChanged),
                        page("sessions", language, door, this::seeSessions),
                        page("sessions-ended", language, door, this::endOtherSessions),
                        page("loop", language, door, this::goRound),
                        page("login-sms", language, door, person -> person.visit("/login/sms")),
                        page("reset", language, door, person -> person.visit("/reset")),
                        page("reset-bad", language, door, this::resetBadly),
                        page("login-renewed", language, door, person -> resetWell(person, language)),
                        page("login-sms-bad", language, door, this::signInBySmsBadly),
                        page("login-sms-sent", language, door, person -> sendCode(person, language)),
                        page("login-sms-picture", language, busy, person -> sendUnread(person, "/login/sms")),
                        page("register-picture", language, busy, person -> sendUnread(person, "/register")),
                        page("reset-picture", language, busy, person -> sendUnread(person, "/reset")),
                        page("error-404", language, door, person -> person.visit("/wiki/no-such-page"))));
    }

    @Test
    void axeFindsWhatIsPlanted() {
        Person person = chromium.at(door);
        person.visit("/login");
        person.driver().executeScript("document.querySelector('main').append(new Image())");
        assertThat(axe.findings(person.driver())).singleElement().asString().startsWith("image-alt at #main > img");
    }

    /** Refresh the README's picture with: cp target/screenshots/sign-in.png src/docs/ */
    @Test
    void theReadmeHasItsPicture() throws Exception {
        try (TestDoor daily = TestDoor.open("dev", "off")) {
            Person person = chromium.at(daily);
            Camera camera = new Camera("light", 960, 812, 1);
            camera.lookThrough(person.driver());
            person.visit("/login?lang=en");
            person.until("the picture is there", person::pictureIsThere);
            Path picture = camera.takeScreen(person.driver(), "sign-in");
            // By some kilobytes it differs with the captcha that is drawn.
            assertThat(Files.size(picture)).isBetween(10_000L, 80_000L);
        }
    }

    private DynamicTest page(String name, Language language, TestDoor at, Consumer<Person> getThere) {
        return dynamicTest(name + " in " + shortly(language), () -> {
            Person person = chromium.at(at);
            Camera.ALL.get(0).lookThrough(person.driver());
            person.visit("/?lang=" + shortly(language));
            getThere.accept(person);
            for (Camera camera : Camera.ALL) {
                camera.lookThrough(person.driver());
                if (person.sees(".picture")) {
                    person.until("the picture is there", person::pictureIsThere);
                }
                Path picture = camera.takePage(person.driver(), name + "-" + shortly(language));
                assertThat(person.driver()
                                .executeScript("const page = document.documentElement;"
                                        + " return page.scrollWidth - page.clientWidth"))
                        .as("what sticks out sideways in %s", picture)
                        .isEqualTo(0L);
                assertThat(axe.findings(person.driver())).as("%s", picture).isEqualTo(List.of());
            }
            assertThat(Wire.of(person.driver()).complaints()).isEmpty();
        });
    }

    private static String shortly(Language language) {
        return language.name().toLowerCase(Locale.ROOT);
    }

    /** As an application does that does not see the sign-in; here it is a page of ours, which sends nobody back. */
    private void goRound(Person person) {
        signIn(person);
        for (int i = 0; i < 3; i++) {
            person.visit("/login?brought=nothing&next=%2Faccount%2Fpassword");
        }
        person.sees(".target");
    }

    private void signIn(Person person) {
        person.visit("/login");
        person.type("username", "小明");
        person.type("password", People.PASSWORD);
        person.answerTheCaptcha();
        person.submit();
        person.arrivesAt("/");
    }

    private void signInByFirstCode(Person person, Language language) {
        String phone = language == Language.ZH ? "13800138400" : "13800138401";
        People.register(door, "careful" + shortly(language), phone);
        signInByCode(person, phone, () -> door.code("+86" + phone));
    }

    private void loseTheEmail(Person person, Language language) {
        String phone = language == Language.ZH ? "13800138500" : "13800138501";
        People.register(sending, "owner" + shortly(language), phone);
        signInByCode(person, phone, () -> {
            String text = gateway.take().body();
            return text.substring(text.lastIndexOf('#') + 1).substring(0, 6);
        });
        assertThat(person.sees("a[href='/account/email']")).isTrue();
    }

    private static void signInByCode(Person person, String phone, Supplier<String> code) {
        person.visit("/login/sms");
        person.type("mobile_phone", phone);
        person.click(".send");
        person.until("the code is on its way", () -> person.cursor().equals("code"));
        person.type("code", code.get());
        person.submit();
        person.arrivesAt("/");
        person.until("it says so", () -> person.sees(".welcome"));
    }

    private void registerBadly(Person person) {
        person.visit("/register");
        person.type("username", "小明");
        person.type("email", "xiaoming@");
        person.type("password", "12345678");
        person.type("confirm_password", "12345679");
        person.type("mobile_phone", "12345");
        person.submit();
        person.until("the fields are marked", () -> person.badFields().size() >= 3);
    }

    private void signInBadly(Person person) {
        person.visit("/login");
        person.type("username", "小明");
        person.type("password", "not my password");
        person.answerTheCaptcha();
        person.submit();
        person.until("the summary speaks", () -> person.sees(".summary"));
    }

    private void signInTooOften(Person person) {
        Browser guesser = guessedAt.browser().asScript();
        for (int i = 0; i < 5; i++) {
            guesser.post("/login", People.login(guessedAt, guesser, "小明", "not my password"));
        }
        person.visit("/login");
        person.type("username", "小明");
        person.type("password", "not my password");
        person.answerTheCaptcha();
        person.submit();
        person.until("the summary speaks", () -> person.sees(".summary"));
    }

    private void seePassword(Person person) {
        signIn(person);
        person.visit("/account/password");
    }

    private void changePasswordBadly(Person person) {
        seePassword(person);
        person.type("old_password", People.PASSWORD);
        person.type("password", "12345678");
        person.type("confirm_password", "12345679");
        person.submit();
        person.until("the field is marked", () -> !person.badFields().isEmpty());
    }

    private void seePasswordChanged(Person person) {
        signIn(person);
        person.visit("/account/password?changed=yes");
    }

    private void seeEmail(Person person) {
        signIn(person);
        person.visit("/account/email");
    }

    private void changeEmailBadly(Person person) {
        seeEmail(person);
        person.type("email", "xiaoming@");
        person.type("old_password", People.PASSWORD);
        person.submit();
        person.until("the field is marked", () -> !person.badFields().isEmpty());
    }

    private void seeEmailChanged(Person person) {
        seeEmail(person);
        person.type("email", "a-name-with-no-place-to-break-it-in-two@a-house-with-a-long-name.example.lan");
        person.type("old_password", People.PASSWORD);
        person.submit();
        person.until("it says so", () -> person.sees(".welcome"));
    }

    private void seeSessions(Person person) {
        Browser phone = door.browser()
                .with("User-Agent", "Mozilla/5.0 (Linux; Android 10; K) Chrome/142.0.0.0 Mobile Safari/537.36")
                .with("X-Forwarded-For", "2001:db8:4f1c:a20e:9abc:def0:71d3:6b82");
        People.signIn(door, phone, "小明");
        signIn(person);
        person.visit("/account/sessions");
    }

    private void endOtherSessions(Person person) {
        seeSessions(person);
        person.click(".card .actions .primary");
        person.until("it says so", () -> person.sees(".welcome"));
    }

    private void register(Person person, Language language) {
        person.visit("/register");
        People.form("welcome-" + shortly(language), language == Language.ZH ? "13800138100" : "13800138101")
                .forEach(person::type);
        person.submit();
        person.arrivesAt("/login");
    }

    private void resetBadly(Person person) {
        person.visit("/reset");
        person.type("mobile_phone", "12345");
        person.type("code", "12");
        person.type("password", "12345678");
        person.type("confirm_password", "12345679");
        person.submit();
        person.until("the fields are marked", () -> person.badFields().size() >= 3);
    }

    private void resetWell(Person person, Language language) {
        String phone = language == Language.ZH ? "13800138300" : "13800138301";
        People.register(door, "forgetful" + shortly(language), phone);
        person.visit("/login");
        person.click("a[href='/reset']");
        person.arrivesAt("/reset");
        person.type("mobile_phone", phone);
        person.click(".send");
        person.until("the code is on its way", () -> person.cursor().equals("code"));
        person.type("code", door.code("+86" + phone));
        person.type("password", "a wholly new 密码 battery");
        person.type("confirm_password", "a wholly new 密码 battery");
        person.submit();
        person.arrivesAt("/login");
    }

    private void signInBySmsBadly(Person person) {
        person.visit("/login/sms");
        person.type("code", "12");
        person.submit();
        person.until("both fields are marked", () -> person.badFields().size() == 2);
    }

    private void sendUnread(Person person, String path) {
        person.visit(path);
        person.type("mobile_phone", "13800138200");
        person.click(".send");
        person.until("the picture is asked for", () -> person.cursor().equals("captcha"));
    }

    private void sendCode(Person person, Language language) {
        person.visit("/login/sms");
        person.type("mobile_phone", language == Language.ZH ? "13800138200" : "13800138201");
        person.click(".send");
        person.until("the code is on its way", () -> person.cursor().equals("code"));
    }
}
