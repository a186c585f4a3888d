package dev.menshen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.Printed;
import dev.menshen.TestDoor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A browser that is sent round between the door and an nginx which was set up wrongly: where it ends. */
class LoopTest {

    @Test
    void anNginxThatKeepsTheCookiesToItselfIsNamedInTheThirdRound() {
        ProxyProcess.demand("nginx");
        try (TestDoor door = TestDoor.open("gate-hosts", "127.0.0.1", "language", "en");
                EchoApp app = EchoApp.open()) {
            Browser alice = People.member(door, "alice", "13800138000").with("Accept", "text/html");
            String cookie = BehindProxy.cookie(alice);
            int port = ProxyProcess.freePort();
            String here = "http://127.0.0.1:" + port;
            String printed = Printed.proxy(
                            "nginx",
                            "--app=" + here,
                            "--to=" + app.url(),
                            "--door=" + door.uri(),
                            "--gate=" + door.uri())
                    .text();
            String passed = "proxy_set_header Cookie $menshen_asking;";
            assertThat(printed).containsOnlyOnce(passed);
            try (ProxyProcess running =
                    ProxyProcess.start("nginx", port, printed.replace(passed, "proxy_set_header Cookie \"\";"))) {
                for (int round : List.of(1, 2)) {
                    Browser.Answer back = alice.get(toDoor(port, door, cookie));
                    assertThat(back.status()).as("round " + round).isEqualTo(303);
                    assertThat(back.header("location")).hasValue(here + "/page?a=1&b=2%26c");
                }
                Browser.Answer page = alice.get(toDoor(port, door, cookie));
                assertThat(page.status()).isEqualTo(200);
                assertThat(page.body())
                        .contains("Sent back and forth", "no cookie at all arrived", "proxy pass the Cookie");
                assertThat(running.said()).doesNotContain("[emerg]");
            }
            assertThat(app.heard()).isEmpty();
        }
    }

    /** Opens the application's page, and returns where at the door that leads to. */
    private static String toDoor(int port, TestDoor door, String cookie) {
        RawRequest.Answer led =
                RawRequest.get(port, "/page?a=1&b=2%26c").with("Cookie", cookie).open();
        assertThat(led.status()).isEqualTo(302);
        assertThat(led.all("Location")).hasSize(1);
        assertThat(led.header("Location")).startsWith(door.uri() + "/login?").endsWith("&brought=nothing");
        return led.header("Location").substring(door.uri().toString().length());
    }
}
