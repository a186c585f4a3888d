package dev.menshen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.menshen.TestDoor;
import dev.menshen.cli.GuardedApp.Flaw;
import dev.menshen.web.Origin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the doctor finds, at a real door and an application behind a proxy that is sound or has one flaw. */
class DoctorTest {

    private static TestDoor door;

    private String said = "";

    @BeforeAll
    static void open() {
        door = TestDoor.open("gate-hosts", "127.0.0.1");
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void aSoundWayIsWalkedHopByHop() {
        assertThat(walk(Flaw.NONE)).as(said).isTrue();
        assertThat(said)
                .containsSubsequence(
                        "ok    door",
                        "ok    app",
                        "ok    gate",
                        "ok    sign-in",
                        "ok    seen",
                        "ok    back",
                        "ok    cookie",
                        "ok    script")
                .doesNotContain("!!");
    }

    @Test
    void theDoorAloneSaysWhatAddressAndSchemeItSees() {
        assertThat(examine(house(door.uri().toString(), Optional.empty(), Optional.empty())))
                .isTrue();
        assertThat(said).contains("the door sees you at 127.0.0.1, and itself as " + door.uri(), "NIST", "not https");
    }

    @Test
    void aProxyThatKeepsTheCookieToItselfIsFound() {
        assertThat(walk(Flaw.passingOnly("Accept"))).isFalse();
        assertThat(said).contains("does not pass the Cookie header to the gate", "menshen proxy");
    }

    @Test
    void aProxyThatTellsTheWrongAddressIsFound() {
        assertThat(walk(Flaw.telling(url -> url.replaceFirst("\\?.*", "")))).isFalse();
        assertThat(said).contains("but the browser opened", "$request_uri");
        assertThat(walk(Flaw.telling(url -> url.replaceFirst("^http:", "https:"))))
                .isFalse();
        assertThat(said).contains("was asked about https://127.0.0.1");
    }

    @Test
    void aProxyThatTellsTheGateNothingIsFound() {
        assertThat(walk(new Flaw(List.of(), question -> question.setHeader("X-Forwarded-Host", ""), url -> url)))
                .isFalse();
        assertThat(said).contains("the proxy could not ask the gate, or did not understand it");
    }

    @Test
    void anApplicationThatNobodyGuardsIsFound() throws IOException {
        HttpServer bare = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        bare.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        bare.start();
        try {
            assertThat(examine(
                            house(),
                            URI.create("http://127.0.0.1:" + bare.getAddress().getPort())))
                    .isFalse();
            assertThat(said).contains("without asking who is there");
        } finally {
            bare.stop(0);
        }
    }

    @Test
    void aHostThatTheDoorDoesNotKnowIsFound() {
        try (TestDoor strict = TestDoor.open();
                GuardedApp app =
                        new GuardedApp(strict.uri().resolve("/gate/forward?door=" + strict.uri()), Flaw.NONE)) {
            assertThat(examine(house(strict.uri().toString(), Optional.empty(), Optional.empty()), app.uri()))
                    .isFalse();
            assertThat(said).contains("is not known", "gate-hosts");
        }
    }

    @Test
    void anApplicationThatCannotSeeTheCookieIsFound() {
        String local = "http://localhost:" + door.uri().getPort();
        try (TestDoor named = TestDoor.open("gate-hosts", "127.0.0.1", "public-url", local)) {
            String reachable = "http://localhost:" + named.uri().getPort();
            try (GuardedApp app = new GuardedApp(named.uri().resolve("/gate/forward"), Flaw.NONE)) {
                assertThat(examine(house(reachable, Optional.empty(), Optional.empty()), app.uri()))
                        .isFalse();
                assertThat(said).contains("browsers do not show the cookie of localhost to 127.0.0.1", "cookie-domain");
            }
        }
    }

    @Test
    void whatIsNotThereIsSaidInWords() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThat(examine(house("http://127.0.0.1:" + free, Optional.empty(), Optional.empty())))
                .isFalse();
        assertThat(said).contains("nothing listens at 127.0.0.1:" + free);
        assertThat(examine(house(), URI.create("http://127.0.0.1:" + free + "/")))
                .isFalse();
        assertThat(said).contains("nothing listens at 127.0.0.1:" + free, "whether the proxy runs");
        assertThat(examine(house(), URI.create("http://no-such-host.invalid/"))).isFalse();
        assertThat(said).contains("no address of the name no-such-host.invalid");
    }

    @Test
    void aPublicAddressThatLeadsElsewhereIsFound() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            byte[] page = "{\"data\":1}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        other.start();
        try {
            Optional<Origin> origin =
                    Origin.read("http://127.0.0.1:" + other.getAddress().getPort());
            assertThat(examine(house(door.uri().toString(), origin, Optional.empty())))
                    .isFalse();
            assertThat(said).contains("is not this Menshen");
        } finally {
            other.stop(0);
        }
    }

    private boolean walk(Flaw flaw) {
        try (GuardedApp app = new GuardedApp(door.uri().resolve("/gate/forward?door=" + door.uri()), flaw)) {
            return examine(house(), app.uri());
        }
    }

    private boolean examine(Doctor.House house, URI... app) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Doctor doctor = new Doctor(house, new PrintStream(out, true, StandardCharsets.UTF_8));
        boolean well = app.length == 0 ? doctor.examine() : doctor.examine(app[0]);
        said = out.toString(StandardCharsets.UTF_8);
        return well;
    }

    private static Doctor.House house() {
        return house(door.uri().toString(), Optional.empty(), Optional.empty());
    }

    private static Doctor.House house(String near, Optional<Origin> publicUrl, Optional<String> domain) {
        return new Doctor.House(near, "", publicUrl, domain, 8);
    }
}
