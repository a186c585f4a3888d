package dev.menshen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.Printed;
import dev.menshen.TestDoor;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** An https application behind a printed configuration, in which nothing is changed but what it says is to be changed. */
abstract class TlsContract {

    private final Path folder = TestDoor.newFolder();
    private int port;

    abstract String proxy();

    /** Makes the change of which the printed text speaks; a certificate lies in this folder. */
    abstract String withCertificate(String printed, Path folder);

    @Test
    void onHttpsTheCookieOfHttpsIsTheOneThatCounts() {
        try (EchoApp app = EchoApp.open()) {
            behind(app, token -> {
                RawRequest.Answer let =
                        get("/").with("Cookie", "a=1; __Host-menshen=" + token).open();
                assertThat(let.received("Remote-User")).containsExactly("alice");
                assertThat(let.received("X-Forwarded-Proto")).containsExactly("https");
                assertThat(let.received("Cookie")).containsExactly("a=1");
                RawRequest.Answer led =
                        get("/x?y").with("Cookie", "menshen=" + token).open();
                assertThat(led.status()).isEqualTo(302);
                assertThat(led.header("Location"))
                        .startsWith("https://127.0.0.1/login?next=https%3A%2F%2F127.0.0.1%3A" + port
                                + "%2Fx%3Fy&brought=other-scheme");
                RawRequest.Answer stranger = get("/x").open();
                assertThat(stranger.status()).isEqualTo(302);
                assertThat(stranger.header("Location")).endsWith("&brought=nothing");
                assertThat(app.heard()).hasSize(1);
            });
        }
    }

    @Test
    void anApplicationThatSpeaksHttpsItselfIsAskedByItsNameAndByNoOtherWay() {
        Certificate certificate = Certificate.make(folder);
        try (EchoApp app = EchoApp.openSecure(certificate.context())) {
            behind(app, token -> {
                RawRequest.Answer let = get("/page?a=1")
                        .with("Cookie", "__Host-menshen=" + token)
                        .open();
                assertThat(let.status()).as(let.body()).isEqualTo(200);
                assertThat(let.body()).startsWith("GET /page?a=1 HTTP/1.1");
                assertThat(let.received("Remote-User")).containsExactly("alice");
                assertThat(let.received("Host")).containsExactly("127.0.0.1:" + port);
                assertThat(app.askedBy()).containsExactly("localhost");
                assertThat(get("/page").open().status()).isEqualTo(302);
                assertThat(app.heard()).hasSize(1);
            });
        }
    }

    private void behind(EchoApp app, Consumer<String> alice) {
        ProxyProcess.demand(proxy());
        Certificate.make(folder);
        try (TestDoor door =
                TestDoor.open("captcha", "off", "public-url", "https://127.0.0.1", "gate-hosts", "127.0.0.1")) {
            // Not before all else listens that takes any port.
            port = ProxyProcess.freePort();
            String printed = Printed.proxy(
                            proxy(),
                            "--app=https://127.0.0.1:" + port,
                            "--to=" + app.url(),
                            "--door=https://127.0.0.1",
                            "--gate=" + door.uri())
                    .text();
            try (ProxyProcess running = ProxyProcess.start(proxy(), folder, port, withCertificate(printed, folder))) {
                Trusting.await(port);
                alice.accept(token(door));
                assertThat(running.said()).doesNotContain("[emerg]");
            }
        }
    }

    private static String token(TestDoor door) {
        People.register(door, "alice", "13800138000");
        Browser alice = door.browser().with("X-Forwarded-Proto", "https").asScript();
        alice.post("/login", Map.of("username", "alice", "password", People.PASSWORD));
        return alice.cookie("__Host-menshen").orElseThrow();
    }

    private RawRequest get(String target) {
        return RawRequest.get(port, target).secure();
    }
}
