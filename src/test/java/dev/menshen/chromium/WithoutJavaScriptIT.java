package dev.menshen.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.People;
import dev.menshen.TestDoor;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;

/** The same ways with JavaScript switched off: plain forms, a page for every answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WithoutJavaScriptIT {

    @AutoClose
    private Chromium chromium;

    @BeforeAll
    void start() {
        chromium = Chromium.startWithoutScripts();
    }

    @Test
    void someoneRegistersMendsTwoFieldsSignsInSignsOutAndComesBackByTextMessage() {
        try (TestDoor door = TestDoor.open()) {
            Person person = chromium.at(door);
            person.visit("/register");
            assertThat(person.sees(".peek")).as("no button that needs a script").isFalse();
            person.type("username", "小红");
            person.type("email", "xiaohong@");
            person.type("password", People.PASSWORD);
            person.type("confirm_password", People.PASSWORD);
            person.type("mobile_phone", "12345");
            person.submit();

            person.until("two fields are marked", () -> person.badFields().size() == 2);
            assertThat(person.problem("email")).isEqualTo("邮箱还不完整，应当像 name@example.com 这样。");
            assertThat(person.problem("mobile_phone")).startsWith("这不是有效的电话号码");
            assertThat(person.cursor()).isEqualTo("email");
            assertThat(person.text(".summary")).isEqualTo("请检查：\n邮箱\n手机号");
            assertThat(person.value("username")).isEqualTo("小红");
            assertThat(person.value("password")).isEmpty();

            person.type("email", "xiaohong@example.lan");
            person.type("mobile_phone", "13800138000");
            person.type("password", People.PASSWORD);
            person.type("confirm_password", People.PASSWORD);
            person.submit();

            person.arrivesAt("/login");
            assertThat(person.text(".welcome")).isEqualTo("欢迎您，小红！账户已经建好，现在可以登录了。");
            assertThat(person.text(".reload")).isEqualTo("看不清？换一张图片");
            person.type("username", "小红");
            person.type("password", People.PASSWORD);
            person.answerTheCaptcha();
            person.submit();

            person.arrivesAt("/");
            assertThat(person.header()).contains("小红", "退出").doesNotContain("登录", "注册");
            person.clickInHeader("退出");
            person.arrivesAt("/");
            assertThat(person.header()).contains("登录", "注册").doesNotContain("小红");

            person.visit("/login/sms");
            person.type("mobile_phone", "13800138000");
            person.click(".send");
            person.until("it says that a code is on its way", () -> person.sees(".sent"));
            assertThat(person.text(".sent")).matches("之前发送的验证码还有 [45] 分钟有效。");
            assertThat(person.value("mobile_phone")).isEqualTo("13800138000");
            person.type("code", door.code("+8613800138000"));
            person.submit();

            person.arrivesAt("/");
            assertThat(person.header()).contains("小红", "退出").doesNotContain("登录", "注册");
        }
    }

    @Test
    void aLinkLeadsToTheSoundOfThePictureAndTheFormStays() {
        try (TestDoor door = TestDoor.open()) {
            People.register(door, "listener", "13800138003");
            Person person = chromium.at(door);
            person.visit("/login?lang=en");
            person.type("username", "listener");
            person.type("password", People.PASSWORD);
            person.until("the picture is there", person::pictureIsThere);
            assertThat(person.sees(".hear")).as("no button that needs a script").isFalse();
            String form = person.driver().getWindowHandle();
            person.click(".reload a[href^='/audio/code']");
            person.until("a tab opens", () -> person.driver().getWindowHandles().size() == 2);
            person.driver().getWindowHandles().stream()
                    .filter(tab -> !tab.equals(form))
                    .forEach(tab -> person.driver().switchTo().window(tab));
            person.until("it is loaded", () -> {
                String seconds = person.driver()
                        .findElement(By.cssSelector("video, audio"))
                        .getDomProperty("duration");
                return seconds != null && seconds.matches("[4-9]\\.?\\d*");
            });
            person.driver().close();
            person.driver().switchTo().window(form);
            person.type("code", door.captcha(person.value("captcha_id")));
            person.submit();
            person.arrivesAt("/");
            assertThat(person.header()).contains("listener");
        }
    }

    @Test
    void theEnterKeySignsInAndSendsNoTextMessage() {
        try (TestDoor door = TestDoor.open()) {
            People.register(door, "typist", "13800138001");
            Person person = chromium.at(door);
            person.visit("/login/sms?lang=en");
            person.type("mobile_phone", "13800138001");
            person.click(".send");
            person.until("it says that a code is on its way", () -> person.sees(".sent"));
            person.type("code", door.code("+8613800138001"));
            person.press("\n");

            person.arrivesAt("/");
            assertThat(person.header()).contains("typist");
            assertThat(door.texts()).isEqualTo(1);
        }
    }

    @Test
    void whereManyCodesAreAskedForAPictureComesBeforeTheCode() {
        try (TestDoor door = TestDoor.open("captcha", "adaptive")) {
            People.register(door, "patient", "13800138001");
            People.askForCodes(door, 10);
            Person person = chromium.at(door);
            person.visit("/login/sms?lang=en");
            person.type("mobile_phone", "13800138001");
            person.click(".send");
            person.until("the picture is asked for", () -> person.badFields().equals(List.of("captcha")));
            assertThat(person.cursor()).isEqualTo("captcha");
            assertThat(person.value("mobile_phone")).isEqualTo("13800138001");
            String first = person.captcha();
            person.click(".reload a");
            person.until("nothing is marked", () -> person.badFields().isEmpty());
            assertThat(person.value("mobile_phone")).isEqualTo("13800138001");
            assertThat(person.captcha()).isNotEqualTo(first);
            person.answerTheCaptcha("captcha");
            person.click(".send");
            person.until("it says that a code is on its way", () -> person.sees(".sent"));
            assertThat(person.sees(".picture")).isFalse();
            person.type("code", door.code("+8613800138001"));
            person.submit();
            person.arrivesAt("/");
            assertThat(person.header()).contains("patient");
        }
    }

    @Test
    void aSecondCodeTooSoonIsAnsweredBesideThePhone() {
        try (TestDoor door = TestDoor.open()) {
            Person person = chromium.at(door);
            person.visit("/login/sms?lang=en");
            person.type("mobile_phone", "13800138002");
            person.click(".send");
            person.until("it says that a code is on its way", () -> person.sees(".sent"));
            person.click(".send");

            person.until("the phone is marked", () -> person.badFields().size() == 1);
            assertThat(person.problem("mobile_phone"))
                    .matches("We have just sent a text\\. Please wait \\d+ seconds before the next one\\.");
            assertThat(person.cursor()).isEqualTo("mobile_phone");
        }
    }
}
