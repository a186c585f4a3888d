package dev.menshen.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.TestDoor;
import dev.menshen.web.Markup;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A sample of the markup that must stay text, before a real browser: nothing runs, and the policy has nothing to stop. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class XssIT {

    private static final int EVERY = 9;

    @AutoClose
    private Chromium chromium;

    @BeforeAll
    void start() {
        chromium = Chromium.start();
    }

    @Test
    void nothingRunsAndThePolicyHasNothingToStop() {
        try (TestDoor door = TestDoor.open()) {
            Person person = chromium.at(door);
            List<String> payloads = Markup.payloads();
            for (int i = 0; i < payloads.size(); i += EVERY) {
                String payload = payloads.get(i);
                String encoded =
                        URLEncoder.encode(payload, StandardCharsets.UTF_8).replace("+", "%20");
                person.visit("/login?lang=" + (i % 2 == 0 ? "en" : "zh") + "&next=" + encoded);
                person.visit("/" + encoded);
                sendsByItself(person, payload);
                sendsByScript(person, payload);
                Wire wire = Wire.of(person.driver());
                assertThat(wire.complaints()).as(payload).isEmpty();
                assertThat(wire.requests()).as(payload).isNotEmpty().allMatch(url -> url.startsWith(door.uri() + "/"));
            }
        }
    }

    @Test
    void whatWouldRunIsNoticed() {
        try (TestDoor door = TestDoor.open()) {
            Person person = chromium.at(door);
            person.visit("/login");
            person.driver().executeScript("document.querySelector('main').innerHTML = '<img src=x onerror=probe()>'");
            person.until(
                    "somebody complains",
                    () -> !Wire.of(person.driver()).complaints().isEmpty());
        }
    }

    /** Without our script: the server's page comes back with all that was typed. */
    private static void sendsByItself(Person person, String payload) {
        person.visit("/register");
        fill(person, payload);
        person.driver().executeScript("HTMLFormElement.prototype.submit.call(document.querySelector('.form'))");
        person.until("the page is back", () -> person.sees(".summary"));
    }

    /** With our script, which marks the fields in place. */
    private static void sendsByScript(Person person, String payload) {
        person.visit("/register");
        fill(person, payload);
        person.submit();
        person.until("the fields are marked", () -> !person.badFields().isEmpty());
    }

    private static void fill(Person person, String payload) {
        person.driver()
                .executeScript(
                        "for (const input of document.querySelectorAll('.form input')) input.value = arguments[0]",
                        payload);
    }
}
