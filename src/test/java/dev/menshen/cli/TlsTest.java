package dev.menshen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.Printed;
import dev.menshen.TestDoor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An https application behind the printed nginx, in which nothing is changed but the paths of the certificate. */
class TlsTest {

    @Test
    void onHttpsTheCookieOfHttpsIsTheOneThatCounts() throws IOException, InterruptedException {
        ProxyProcess.demand("nginx");
        int port = ProxyProcess.freePort();
        Path folder = TestDoor.newFolder();
        certificate(folder);
        try (TestDoor door =
                        TestDoor.open("captcha", "off", "public-url", "https://127.0.0.1", "gate-hosts", "127.0.0.1");
                EchoApp app = EchoApp.open()) {
            String printed = Printed.proxy(
                            "nginx",
                            "--app=https://127.0.0.1:" + port,
                            "--to",
                            app.url(),
                            "--door=https://127.0.0.1",
                            "--gate",
                            door.uri().toString())
                    .text()
                    .replace("/etc/nginx/tls/127.0.0.1.", folder + "/house.");
            try (ProxyProcess running = ProxyProcess.start("nginx", port, printed)) {
                People.register(door, "alice", "13800138000");
                Browser alice =
                        door.browser().with("X-Forwarded-Proto", "https").asScript();
                alice.post("/login", Map.of("username", "alice", "password", People.PASSWORD));
                String token = alice.cookie("__Host-menshen").orElseThrow();
                RawRequest.Answer let = RawRequest.get(port, "/")
                        .secure()
                        .with("Cookie", "a=1; __Host-menshen=" + token)
                        .open();
                assertThat(let.received("Remote-User")).containsExactly("alice");
                assertThat(let.received("X-Forwarded-Proto")).containsExactly("https");
                assertThat(let.received("Cookie")).containsExactly("a=1");
                RawRequest.Answer led = RawRequest.get(port, "/x?y")
                        .secure()
                        .with("Cookie", "menshen=" + token)
                        .open();
                assertThat(led.status()).isEqualTo(302);
                assertThat(led.header("Location"))
                        .startsWith("https://127.0.0.1/login?next=https%3A%2F%2F127.0.0.1%3A" + port
                                + "%2Fx%3Fy&brought=other-scheme");
                assertThat(running.said()).doesNotContain("[emerg]");
            }
        }
    }

    /** A certificate of its own making, by the JDK's own keytool. */
    private static void certificate(Path folder) throws IOException, InterruptedException {
        Path store = folder.resolve("house.p12");
        run(
                "keytool -genkeypair -alias house -keyalg EC -dname CN=127.0.0.1 -validity 2 -storetype PKCS12 -storepass changeit -keystore "
                        + store);
        Pem.write(store, folder.resolve("house.crt"), folder.resolve("house.key"));
    }

    private static void run(String command) throws IOException, InterruptedException {
        String[] words = command.split(" ");
        words[0] = Path.of(System.getProperty("java.home"), "bin", words[0]).toString();
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
