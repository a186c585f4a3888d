package dev.menshen.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.People;
import dev.menshen.TestDoor;
import dev.menshen.store.HandClock;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A sign-in page that was left open for a night, under an intranet's plain-http name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OvernightIT {

    private static final Duration A_NIGHT = Duration.ofHours(14);

    @AutoClose
    private Chromium chromium;

    @BeforeAll
    void start() {
        chromium = Chromium.startInIntranet("corp");
    }

    @Test
    void whereNoPictureIsAskedForItStillSignsIn() {
        HandClock clock = new HandClock();
        try (TestDoor door = TestDoor.open(clock, "captcha", "off")) {
            Person alice = opensThePage(door);
            clock.pass(A_NIGHT);
            alice.submit();
            alice.arrivesAt("/");
            assertThat(alice.header()).contains("alice");
        }
    }

    @Test
    void thePictureOfYesterdayIsReplacedInPlaceAndTheNewOneSignsIn() {
        HandClock clock = new HandClock();
        try (TestDoor door = TestDoor.open(clock)) {
            Person alice = opensThePage(door);
            alice.answerTheCaptcha();
            clock.pass(A_NIGHT);
            String yesterdays = alice.shownPicture();
            alice.submit();
            alice.until("the picture is marked", () -> alice.badFields().contains("code"));
            alice.until("there is a new picture", () -> !alice.shownPicture().equals(yesterdays));
            assertThat(alice.value("password")).isEqualTo(People.PASSWORD);
            alice.answerTheCaptcha();
            alice.submit();
            alice.arrivesAt("/");
            assertThat(alice.header()).contains("alice");
        }
    }

    private Person opensThePage(TestDoor door) {
        People.register(door, "alice", "13800138000");
        Person alice = chromium.at(
                door, URI.create("http://portal.house.corp:" + door.uri().getPort()));
        alice.visit("/login");
        alice.type("username", "alice");
        alice.type("password", People.PASSWORD);
        return alice;
    }
}
