package dev.menshen.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.People;
import dev.menshen.TestDoor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The door without a mouse. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyboardIT {

    @AutoClose
    private Chromium chromium;

    @BeforeAll
    void start() {
        chromium = Chromium.start();
    }

    @Test
    void someoneSignsInWithTabAndEnterAndAlwaysSeesWhereTheyAre() {
        try (TestDoor door = TestDoor.open()) {
            People.register(door, "typist", "13800138000");
            Person person = chromium.at(door);
            person.visit("/?lang=en");
            tabTo(person, "Sign in");
            person.press(Keys.ENTER);
            person.arrivesAt("/login");
            assertThat(tabTo(person, "username"))
                    .containsExactly(
                            "Skip to the content", "Menshen", "Sign in", "Register", "Password", "Text message");
            person.press("typist");
            assertThat(tabTo(person, "password")).isEmpty();
            person.press(People.PASSWORD);
            assertThat(tabTo(person, "code")).containsExactly("Show password");
            person.press(person.captcha());
            assertThat(tabTo(person, "remember"))
                    .containsExactly("Picture of the 5 characters New picture", "Hear digits instead");
            person.press(Keys.SPACE);
            assertThat(person.sees("#remember:checked")).isTrue();
            assertThat(tabTo(person, "Sign in")).isEmpty();
            person.press(Keys.ENTER);

            person.arrivesAt("/");
            assertThat(person.header()).contains("typist", "Sign out");
            tabTo(person, "Sign out");
            person.press(Keys.ENTER);
            person.until("signed out", () -> person.header().contains("Register"));
        }
    }

    @Test
    void theFirstTabAndEnterSkipTheHeader() {
        try (TestDoor door = TestDoor.open()) {
            Person person = chromium.at(door);
            person.visit("/login?lang=en");
            person.press(Keys.TAB, Keys.ENTER);
            assertThat(tabTo(person, "username")).containsExactly("Password", "Text message");
        }
    }

    @Test
    void whoHearsTheDigitsByKeyboardStaysAtTheButtonToHearThemAgain() {
        try (TestDoor door = TestDoor.open()) {
            Person person = chromium.at(door);
            person.visit("/login?lang=en");
            person.until("the picture is there", person::pictureIsThere);
            tabTo(person, "Hear digits instead");
            person.press(Keys.SPACE);
            person.until("it plays", person::hears);
            String digits = door.captcha(person.value("captcha_id"));
            assertThat(digits).matches("[0-9]{7}");
            assertThat(name(person.driver().switchTo().activeElement())).isEqualTo("Hear digits instead");
            person.press(Keys.ENTER);
            person.until("it plays again", () -> person.hears() && person.heard("currentTime") < 2);
            assertThat(door.captcha(person.value("captcha_id"))).isEqualTo(digits);
        }
    }

    /** Presses Tab until this is reached, and says what was passed on the way. */
    private static List<String> tabTo(Person person, String target) {
        List<String> passed = new ArrayList<>();
        while (passed.size() < 20) {
            person.press(Keys.TAB);
            WebElement here = person.driver().switchTo().activeElement();
            String name = String.valueOf(here.getTagName().equals("input") ? here.getDomAttribute("name") : name(here));
            assertThat(here.getCssValue("outline-style"))
                    .as("%s shows that it is reached", name)
                    .isEqualTo("solid");
            if (name.equals(target)) {
                return passed;
            }
            passed.add(name);
        }
        throw new AssertionError("no way by Tab to " + target + ", only to " + passed);
    }

    private static String name(WebElement element) {
        return String.valueOf(element.getAccessibleName());
    }
}
