package dev.menshen.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.web.ReturnToTest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.Cookie;

/** What a real browser makes of the answers to published redirect payloads: it stays in the house (attack A80). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReturnToIT {

    @AutoClose
    private Chromium chromium;

    @BeforeAll
    void start() {
        chromium = Chromium.start();
    }

    @Test
    void sixtyOfThePayloadsLeaveSomebodySignedInOnOurOrigin() throws IOException {
        try (TestDoor door = TestDoor.open("captcha", "off")) {
            Browser alice = People.member(door, "alice", "13800138000");
            Person person = chromium.at(door);
            person.visit("/login");
            person.driver()
                    .manage()
                    .addCookie(new Cookie("menshen", alice.cookie("menshen").orElseThrow()));
            List<String> payloads = ReturnToTest.payloads();
            for (int i = 0; i < 60; i++) {
                String payload = payloads.get(i * payloads.size() / 60);
                person.visit("/login?next=" + URLEncoder.encode(payload, StandardCharsets.UTF_8));
                assertThat(Objects.requireNonNull(person.driver().getCurrentUrl()))
                        .as(payload)
                        .startsWith(door.uri() + "/")
                        .doesNotContain("/login?next=");
            }
        }
    }
}
