package dev.menshen.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.People;
import dev.menshen.TestDoor;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The ways through the door with JavaScript, which answers in place. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WithJavaScriptIT {

    @AutoClose
    private Chromium chromium;

    @BeforeAll
    void start() {
        chromium = Chromium.start();
    }

    @Test
    void someoneRegistersMendsTwoFieldsSignsInSignsOutAndComesBackByTextMessage() {
        try (TestDoor door = TestDoor.open()) {
            Person person = chromium.at(door);
            person.visit("/register");
            person.driver().executeScript("window.samePage = true");
            person.type("username", "小明");
            person.type("email", "xiaoming@");
            person.type("password", People.PASSWORD);
            person.type("confirm_password", People.PASSWORD);
            person.type("mobile_phone", "12345");
            person.submit();

            person.until("two fields are marked", () -> person.badFields().size() == 2);
            assertThat(person.problem("email")).isEqualTo("邮箱还不完整，应当像 name@example.com 这样。");
            assertThat(person.problem("mobile_phone")).startsWith("这不是有效的电话号码");
            assertThat(person.cursor()).isEqualTo("email");
            assertThat(person.attribute(".summary", "role")).isEqualTo("alert");
            assertThat(person.text(".summary")).isEqualTo("请检查：\n邮箱\n手机号");
            assertThat(person.value("password")).isEqualTo(People.PASSWORD);
            assertThat(person.value("confirm_password")).isEqualTo(People.PASSWORD);
            assertThat(person.driver().executeScript("return window.samePage")).isEqualTo(true);

            person.type("email", "xiaoming@example.lan");
            assertThat(person.badFields()).containsExactly("mobile_phone");
            person.type("mobile_phone", "138 0013 8000");
            assertThat(person.sees(".summary")).isFalse();
            person.submit();

            person.arrivesAt("/login");
            assertThat(person.text(".welcome")).isEqualTo("欢迎您，小明！账户已经建好，现在可以登录了。");
            person.type("username", "小明");
            person.type("password", People.PASSWORD);
            person.answerTheCaptcha();
            person.submit();

            person.arrivesAt("/");
            assertThat(person.header()).contains("小明", "退出").doesNotContain("登录", "注册");
            person.clickInHeader("退出");
            person.arrivesAt("/");
            assertThat(person.header()).contains("登录", "注册").doesNotContain("小明");

            person.visit("/login/sms");
            person.type("mobile_phone", "13800138000");
            person.click(".send");
            person.until("it counts down", () -> person.text(".send").endsWith(" 秒"));
            assertThat(person.text(".sent")).isEqualTo("验证码已发送，5 分钟内有效。");
            assertThat(person.cursor()).isEqualTo("code");
            int before = secondsLeft(person);
            assertThat(before).isBetween(50, 60);
            person.until("it goes on counting", () -> secondsLeft(person) < before - 1);
            person.reload();
            assertThat(secondsLeft(person)).isBetween(30, before - 2);
            assertThat(person.text(".sent")).isEqualTo("之前发送的验证码还有 4 分钟有效。");
            person.type("mobile_phone", "13800138000");
            person.type("code", door.code("+8613800138000"));
            person.submit();

            person.arrivesAt("/");
            assertThat(person.header()).contains("小明", "退出").doesNotContain("登录", "注册");
            assertThat(Wire.of(person.driver()).complaints()).isEmpty();
        }
    }

    @Test
    void theWayBackAfterSigningOutShowsNobody() {
        try (TestDoor door = TestDoor.open("captcha", "off")) {
            People.register(door, "小明", "13800138000");
            Person person = chromium.at(door);
            person.visit("/login");
            person.type("username", "小明");
            person.type("password", People.PASSWORD);
            person.submit();
            person.arrivesAt("/");
            person.visit("/account/password");
            assertThat(person.header()).contains("小明");
            person.clickInHeader("退出");
            person.until("nobody is signed in", () -> person.header().contains("登录"));
            person.driver().navigate().back();
            person.until("it is asked who that is", () -> person.header().contains("登录"));
            assertThat(person.text("body")).doesNotContain("小明");
            assertThat(person.path()).startsWith("/login");
        }
    }

    @Test
    void aPictureAppearsOnlyOnceItIsAskedFor() {
        try (TestDoor door = TestDoor.open("captcha", "adaptive")) {
            People.register(door, "xiaoming", "13800138000");
            Person person = chromium.at(door);
            person.visit("/login");
            person.driver().executeScript("window.samePage = true");
            person.type("username", "xiaoming");
            for (int i = 0; i < 2; i++) {
                assertThat(person.sees(".picture")).isFalse();
                person.type("password", "wrong password " + i);
                person.submit();
                person.until("it is wrong", () -> person.badFields().contains("password"));
            }
            person.type("password", People.PASSWORD);
            person.submit();
            person.until("a picture is asked for", () -> person.cursor().equals("code"));
            assertThat(person.driver().executeScript("return window.samePage")).isEqualTo(true);
            person.until("the picture is there", person::pictureIsThere);
            person.answerTheCaptcha();
            person.submit();
            person.arrivesAt("/");
            assertThat(person.header()).contains("xiaoming");
        }
    }

    @Test
    void whereManyCodesAreAskedForANewNumberNeedsAPictureAndThenTheCodeComes() {
        try (TestDoor door = TestDoor.open("captcha", "adaptive", "register-sms", "on")) {
            Person person = chromium.at(door);
            person.visit("/register?lang=en");
            person.driver().executeScript("window.samePage = true");
            assertThat(person.sees(".picture")).isFalse();
            People.askForCodes(door, 10);
            People.form("newcomer", "13900139000").forEach(person::type);
            person.click(".send");
            person.until("a picture is asked for", () -> person.cursor().equals("captcha"));
            assertThat(person.badFields()).containsExactly("captcha");
            assertThat(person.problem("captcha")).startsWith("Please also type the characters");
            assertThat(person.text(".summary")).isEqualTo("Please check:\nCharacters in the picture");
            assertThat(door.texts()).isZero();

            person.until("the picture is there", person::pictureIsThere);
            String first = person.shownPicture();
            person.type("captcha", "11111");
            person.click(".send");
            person.until("it is wrong", () -> person.badFields().equals(List.of("captcha")));
            assertThat(person.value("captcha")).isEmpty();
            assertThat(person.value("username")).isEqualTo("newcomer");
            assertThat(person.value("password")).isEqualTo(People.PASSWORD);
            person.until("there is another", () -> !person.shownPicture().equals(first));

            // The form itself leaves the picture of its button alone.
            person.answerTheCaptcha("captcha");
            String read = person.value("captcha");
            person.submit();
            person.until("the code is missing", () -> person.badFields().equals(List.of("code")));
            assertThat(person.value("captcha")).isEqualTo(read);
            person.click(".send");
            person.until("the code is on its way", () -> person.text(".send").endsWith(" s"));
            assertThat(person.sees(".picture")).as("it is asked for no more").isFalse();
            assertThat(person.value("captcha")).as("it is spent").isEmpty();
            assertThat(door.texts()).isEqualTo(1);
            assertThat(person.cursor()).isEqualTo("code");
            person.type("code", door.code("+8613900139000"));
            assertThat(person.driver().executeScript("return window.samePage")).isEqualTo(true);
            person.submit();
            person.arrivesAt("/login");
            assertThat(Wire.of(person.driver()).complaints()).isEmpty();
        }
    }

    @Test
    void thePictureBeforeACodeGoesWithTheNumberAndIsHeardToo() {
        try (TestDoor door = TestDoor.open("captcha", "adaptive")) {
            People.askForCodes(door, 10);
            Person person = chromium.at(door);
            person.visit("/login/sms");
            person.until("the picture is there", person::pictureIsThere);
            assertThat(person.badFields()).isEmpty();
            person.type("mobile_phone", "13900139000");
            person.click(".hear");
            person.until("it plays", person::hears);
            assertThat(person.cursor()).isEqualTo("captcha");
            person.type("captcha", door.captcha(person.value("captcha_id")));
            person.click(".send");
            person.until("it counts down", () -> person.text(".send").endsWith(" 秒"));
            assertThat(person.sees(".picture")).isFalse();

            person.reload();
            assertThat(person.sees(".picture")).isFalse();
            Person other = chromium.at(door);
            other.visit("/login/sms");
            other.type("mobile_phone", "13900139001");
            other.answerTheCaptcha("captcha");
            other.click(".send");
            other.until("it counts down", () -> other.text(".send").endsWith(" 秒"));
        }
    }

    @Test
    void aPasswordIsChangedInPlace() {
        try (TestDoor door = TestDoor.open("captcha", "off")) {
            People.register(door, "xiaoming", "13800138000");
            Person person = chromium.at(door);
            person.visit("/account/password");
            person.arrivesAt("/login?next=%2Faccount%2Fpassword");
            person.type("username", "xiaoming");
            person.type("password", People.PASSWORD);
            person.submit();
            person.arrivesAt("/account/password");
            person.type("old_password", "not mine at all");
            person.type("password", "a wholly new battery");
            person.type("confirm_password", "a wholly new battery");
            person.submit();
            person.until("the old one is marked", () -> person.badFields().equals(List.of("old_password")));
            assertThat(person.value("password")).isEqualTo("a wholly new battery");
            person.type("old_password", People.PASSWORD);
            person.submit();
            person.until("it is changed", () -> person.sees(".welcome"));
            assertThat(person.header()).contains("xiaoming");
        }
    }

    @Test
    void someoneRegistersWithACodeSentToTheirPhone() {
        try (TestDoor door = TestDoor.open("register-sms", "on")) {
            Person person = chromium.at(door);
            person.visit("/register?lang=en");
            People.form("newcomer", "139 0013 9000").forEach(person::type);
            person.click(".send");
            person.until("the cursor waits for the code", () -> person.cursor().equals("code"));
            assertThat(person.text(".sent")).isEqualTo("We sent you a code. It is good for 5 min.");
            person.type("code", "12 34");
            person.submit();
            person.until("the code is marked", () -> person.badFields().equals(List.of("code")));
            assertThat(person.problem("code")).isEqualTo("The code is 6 digits.");
            assertThat(person.cursor()).isEqualTo("code");
            person.type("code", door.code("+8613900139000"));
            person.submit();

            person.arrivesAt("/login");
            assertThat(person.text(".welcome")).startsWith("Welcome, newcomer!");
        }
    }

    @Test
    void aWrongCaptchaBringsANewPictureAndKeepsTheRest() {
        try (TestDoor door = TestDoor.open()) {
            People.register(door, "reader", "13800138001");
            Person person = chromium.at(door);
            person.visit("/login?lang=en");
            person.type("username", "reader");
            person.type("password", People.PASSWORD);
            person.click("#remember");
            String shown = person.captcha();
            String picture = person.shownPicture();
            person.type("code", shown.equals("AAAAA") ? "EEEEE" : "AAAAA");
            person.submit();

            person.until("the code is marked", () -> person.badFields().equals(List.of("code")));
            assertThat(person.problem("code")).startsWith("These are not the characters");
            assertThat(person.cursor()).isEqualTo("code");
            assertThat(person.value("code")).isEmpty();
            assertThat(person.value("username")).isEqualTo("reader");
            assertThat(person.value("password")).isEqualTo(People.PASSWORD);
            assertThat(person.sees("#remember:checked")).isTrue();
            assertThat(person.captcha()).isNotEqualTo(shown);
            assertThat(person.shownPicture()).isNotEqualTo(picture);
            person.answerTheCaptcha();
            person.submit();

            person.arrivesAt("/");
            assertThat(person.header()).contains("reader", "Sign out");
        }
    }

    @Test
    void someoneWhoCannotSeeThePictureSignsInWithTheDigitsTheyHear() {
        try (TestDoor door = TestDoor.open()) {
            People.register(door, "listener", "13800138003");
            Person person = chromium.at(door);
            person.visit("/login?lang=en");
            person.type("username", "listener");
            person.type("password", People.PASSWORD);
            person.until("the picture is there", person::pictureIsThere);
            assertThat(person.text(".hear")).isEqualTo("Hear digits instead");
            assertThat(Wire.of(person.driver()).requests())
                    .as("no sound before one asks for it")
                    .noneMatch(url -> url.contains("/audio/"));
            person.click(".hear");
            person.until("it plays", person::hears);
            assertThat(person.heard("duration")).isBetween(4.0, 10.0);
            assertThat(person.cursor()).isEqualTo("code");
            String digits = door.captcha(person.value("captcha_id"));
            assertThat(digits).matches("[0-9]{7}");

            Object stopped = person.driver()
                    .executeScript(
                            "const hear = document.querySelector('.hear'); document.querySelector('.picture').click();"
                                    + " const { paused } = hear.menshenSound; hear.click(); return paused");
            assertThat(stopped).as("it is the old picture's").isEqualTo(true);
            person.until("it plays", person::hears);
            String others = door.captcha(person.value("captcha_id"));
            assertThat(others).matches("[0-9]{7}").isNotEqualTo(digits);
            person.type("code", others);
            person.submit();

            person.arrivesAt("/");
            assertThat(person.header()).contains("listener");
            assertThat(Wire.of(person.driver()).complaints()).isEmpty();
        }
    }

    @Test
    void whereThePictureComesLaterItsSoundComesWithIt() {
        try (TestDoor door = TestDoor.open("captcha", "adaptive")) {
            People.register(door, "late", "13800138004");
            Person person = chromium.at(door);
            person.visit("/login");
            assertThat(person.sees(".hear")).isFalse();
            for (int i = 0; i < 3; i++) {
                person.type("username", "late");
                person.type("password", "not my password");
                person.submit();
                person.until("it is refused", () -> person.sees(".summary"));
            }
            person.until("the picture is there", () -> person.sees(".hear") && person.pictureIsThere());
            person.click(".hear");
            person.until("it plays", person::hears);
            person.type("password", People.PASSWORD);
            person.type("code", door.captcha(person.value("captcha_id")));
            person.submit();
            person.arrivesAt("/");
        }
    }

    @Test
    void aSoundThatDoesNotComeIsToldAbout() {
        try (TestDoor door = TestDoor.open()) {
            Person person = chromium.at(door);
            person.visit("/login?lang=en");
            person.until("the picture is there", person::pictureIsThere);
            person.driver().executeScript("document.querySelector('.hear').dataset.sound += '%3C'");
            person.click(".hear");
            person.until("the summary speaks", () -> person.sees(".summary"));
            assertThat(person.text(".summary")).startsWith("Something went wrong on our side.");
        }
    }

    @Test
    void aSecondCodeTooSoonIsAnsweredBesideThePhoneAndCountsDown() {
        try (TestDoor door = TestDoor.open()) {
            Person person = chromium.at(door);
            person.visit("/login/sms");
            person.type("mobile_phone", "13800138002");
            person.click(".send");
            person.until("it counts down", () -> person.text(".send").endsWith(" 秒"));

            Person other = chromium.at(door);
            other.visit("/login/sms");
            assertThat(other.text(".send")).isEqualTo("发送验证码");
            other.type("mobile_phone", "13800138002");
            other.click(".send");
            other.until("the phone is marked", () -> other.badFields().equals(List.of("mobile_phone")));
            assertThat(other.problem("mobile_phone")).matches("刚刚发送过短信，请等 \\d+ 秒再发。");
            assertThat(secondsLeft(other)).isBetween(30, 60);
            assertThat(other.attribute(".send", "aria-disabled")).isEqualTo("true");
        }
    }

    @Test
    void passwordsAndCodesCanBePasted() {
        try (TestDoor door = TestDoor.open("register-sms", "on")) {
            Person person = chromium.at(door);
            person.visit("/register");
            person.type("username", People.PASSWORD);
            person.copy("username", "password");
            person.copy("username", "confirm_password");
            person.type("username", "135790");
            person.copy("username", "code");
            assertThat(person.value("password")).isEqualTo(People.PASSWORD);
            assertThat(person.value("confirm_password")).isEqualTo(People.PASSWORD);
            assertThat(person.value("code")).isEqualTo("135790");
            person.visit("/login");
            person.type("username", "AbC12");
            person.copy("username", "password");
            person.copy("username", "code");
            assertThat(person.value("password")).isEqualTo("AbC12");
            assertThat(person.value("code")).isEqualTo("AbC12");
        }
    }

    /** What the button that sends a code counts. */
    private static int secondsLeft(Person person) {
        return Integer.parseInt(person.text(".send").replace(" 秒", ""));
    }
}
