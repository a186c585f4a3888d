package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.store.HandClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What proxies in front of the door may tell, and what comes of those that are not trusted. */
class ForwardedTest {

    private static final String WARNING = "is not in trusted-proxies";

    @Test
    void aPeerThatIsNotTrustedAndForwardsIsWarnedOfOnce() {
        try (TestDoor door = TestDoor.open("trusted-proxies", "10.0.0.1")) {
            for (int i = 0; i < 3; i++) {
                door.browser().with("X-Forwarded-For", "6.6.6.6\t evil").get("/image/code?id=a" + i);
            }
            String logged = door.logged();
            assertThat(logged.split(WARNING, -1)).hasSize(2);
            assertThat(logged).contains("X-Forwarded-For from 127.0.0.1").doesNotContain("6.6.6.6");
        }
    }

    @Test
    void itIsWarnedOfWhateverItAsks() {
        for (String path : new String[] {"/gate/nginx", "/gate/forward", "/health", "/nothing"}) {
            try (TestDoor door = TestDoor.open("trusted-proxies", "10.0.0.1", "public-url", "http://door.lan")) {
                door.browser().with("X-Forwarded-Host", "wiki.lan").get(path);
                assertThat(door.logged()).as(path).contains(WARNING);
            }
        }
    }

    @Test
    void itIsWarnedOfWhicheverHeaderItSends() {
        for (String header :
                new String[] {"X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Prefix"}) {
            try (TestDoor door = TestDoor.open("trusted-proxies", "10.0.0.1")) {
                Browser alice = People.member(door, "alice", "13800138000");
                alice.with("X-Original-Method", "GET").with("X-Original-URL", "http://wiki.lan/page");
                assertThat(alice.with(header, "/door").get("/gate/nginx").status())
                        .isEqualTo(200);
                assertThat(door.logged()).contains(header + " from 127.0.0.1 is not believed");
            }
        }
    }

    @Test
    void strangersWhoFillTheLogHideAForgottenProxyForAnHourAtMost() {
        HandClock clock = new HandClock();
        try (TestDoor door = TestDoor.open(clock, "trusted-proxies", "10.0.0.1")) {
            for (int i = 1; i <= 60; i++) {
                forwardFrom(door, "127.0.1." + i);
            }
            assertThat(door.logged().split(WARNING, -1)).hasSize(1 + 50);
            forwardFrom(door, "127.0.2.1");
            assertThat(door.logged()).doesNotContain("127.0.2.1");
            clock.pass(Duration.ofHours(1));
            forwardFrom(door, "127.0.2.1");
            forwardFrom(door, "127.0.2.1");
            assertThat(door.logged().split("from 127.0.2.1 is not believed", -1))
                    .hasSize(2);
        }
    }

    private static void forwardFrom(TestDoor door, String address) {
        String asked = "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Forwarded-For: 6.6.6.6\r\n\r\n";
        assertThat(RawClient.askFrom(address, door.uri(), asked)).startsWith("HTTP/1.1 200");
    }

    @Test
    void atTheGateItIsWarnedOfThoughTheAnswerIsYes() {
        try (TestDoor door = TestDoor.open("trusted-proxies", "10.0.0.1")) {
            Browser alice = People.member(door, "alice", "13800138000");
            assertThat(door.logged()).doesNotContain(WARNING);
            alice.with("X-Original-Method", "GET").with("X-Original-URL", "http://wiki.lan/page");
            assertThat(alice.with("X-Forwarded-For", "10.0.0.7")
                            .get("/gate/nginx")
                            .status())
                    .isEqualTo(200);
            assertThat(door.logged()).contains(WARNING);
        }
    }

    @Test
    void aTrustedProxyAndADirectVisitorAreNotWarnedOf() {
        try (TestDoor door = TestDoor.open()) {
            door.browser().with("X-Forwarded-For", "6.6.6.6").get("/image/code?id=a");
            door.browser().get("/image/code?id=b");
            assertThat(door.logged()).doesNotContain(WARNING);
        }
    }

    @Test
    void aPrefixThatAProxyTookAwayIsPutBack() {
        try (TestDoor door = TestDoor.open("base-path", "/door")) {
            assertThat(status(door, "X-Forwarded-Prefix", "/door", "/login?next=%2Fa"))
                    .isEqualTo(200);
            assertThat(status(door, "X-Forwarded-Prefix", "/door/", "/health")).isEqualTo(200);
            assertThat(status(door, "X-Forwarded-For", "10.0.0.7", "/login")).isEqualTo(200);
            assertThat(status(door, "X-Forwarded-For", "10.0.0.7", "/door/login"))
                    .isEqualTo(200);
            assertThat(status(door, "X-Forwarded-For", "10.0.0.7", "/doors")).isEqualTo(404);
            assertThat(status(door, "X-Forwarded-Prefix", "/other", "/login")).isEqualTo(404);
            assertThat(status(door, "X-Something", "/door", "/login")).isEqualTo(404);
            assertThat(door.browser()
                            .with("X-Forwarded-Prefix", "/door")
                            .get("/login?lang=en&next=%2Fdoor%2Fx")
                            .body())
                    .contains("value=\"/door/x\"", "action=\"/door/login\"");
        }
    }

    @Test
    void nobodyButATrustedProxyTakesPrefixesAway() {
        try (TestDoor door = TestDoor.open("base-path", "/door", "trusted-proxies", "10.0.0.1")) {
            assertThat(status(door, "X-Forwarded-Prefix", "/door", "/login")).isEqualTo(404);
            assertThat(status(door, "X-Forwarded-For", "10.0.0.7", "/login")).isEqualTo(404);
        }
    }

    private static int status(TestDoor door, String header, String value, String path) {
        return door.browser().with(header, value).get(path).status();
    }
}
