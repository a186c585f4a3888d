package dev.menshen.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.People;
import dev.menshen.TestDoor;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What goes over the wire: little, and nothing to anybody else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireIT {

    @AutoClose
    private Chromium chromium;

    @BeforeAll
    void start() {
        chromium = Chromium.start();
    }

    @Test
    void noPageAsksAnybodyElseOrBreaksItsOwnPolicy() {
        try (TestDoor door = TestDoor.open("register-sms", "on")) {
            Person person = chromium.at(door);
            for (String path : List.of("/", "/register", "/login/sms", "/nowhere", "/login")) {
                person.visit(path);
            }
            person.type("username", "nobody");
            person.type("password", People.PASSWORD);
            person.answerTheCaptcha();
            person.submit();
            person.until("the summary speaks", () -> person.sees(".summary"));

            Wire wire = Wire.of(person.driver());
            assertThat(wire.requests()).hasSizeGreaterThan(10).allMatch(url -> url.startsWith(door.uri() + "/"));
            assertThat(wire.complaints()).isEmpty();
        }
    }

    @Test
    void whatTriesToLeaveIsHeldBackAndNoticed() {
        try (TestDoor door = TestDoor.open();
                TestDoor elsewhere = TestDoor.open()) {
            Person person = chromium.at(door);
            person.visit("/login");
            person.driver()
                    .executeScript(
                            "document.body.append(Object.assign(new Image(), { src: arguments[0] + '/x.png' }))",
                            elsewhere.uri().toString());
            person.driver()
                    .executeScript("const script = document.createElement('script');"
                            + " script.textContent = 'window.alien = true'; document.body.append(script)");

            assertThat(person.driver().executeScript("return window.alien === true"))
                    .isEqualTo(false);
            assertThat(Wire.of(person.driver()).complaints())
                    .anyMatch(message -> message.contains("img-src"))
                    .anyMatch(message -> message.contains("script-src"));
        }
    }

    @Test
    void theSignInPageWithAllItLoadsWeighsAtMostThirtyKilobytes() {
        try (TestDoor door = TestDoor.open()) {
            Person person = chromium.at(door);
            person.visit("/login");
            person.until("the picture is there", person::pictureIsThere);

            Wire wire = Wire.of(person.driver());
            assertThat(wire.requests()).hasSizeGreaterThanOrEqualTo(5); // page, style, script, mark, captcha
            assertThat(wire.bytes()).isBetween(5_000L, 30L * 1024);
        }
    }
}
