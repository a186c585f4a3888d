package dev.menshen.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpExchange;
import dev.menshen.TestDoor;
import dev.menshen.cli.GuardedApp.Flaw;
import dev.menshen.web.GateHosts;
import dev.menshen.web.Origin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
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
    void anApplicationThatNobodyGuardsIsFound() {
        try (Site bare = new Site(exchange -> 200)) {
            assertThat(examine(house(), bare.uri())).isFalse();
            assertThat(said).contains("without asking who is there");
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
    void anApplicationThatLeadsToItsOwnSignInFirstIsFound() {
        for (String location : List.of(
                "/accounts/login/?next=/page",
                "/accounts/login?next=/page",
                "/login?next=%2Fpage",
                "/login?next=%zz",
                "/login?next=",
                "/login",
                "//[/login?next=x",
                "http://a b/login?next=http://x/",
                "mailto:someone@example.lan?next=x",
                "javascript:1",
                "http:/login?next=http://x/",
                "#next=http://x/")) {
            assertThat(led(location)).as(location).isFalse();
            assertThat(said)
                    .as(location)
                    .contains("something else redirects first")
                    .contains(location);
            assertThat(said.lines()).as(said).hasSizeLessThan(9);
        }
    }

    @Test
    void anApplicationIsReadAsBrowsersAskForIt() {
        assertThat(Doctor.application("http://host/#/page")).hasToString("http://host/");
        assertThat(Doctor.application("HTTP://Wiki.LAN:80")).hasToString("http://wiki.lan/");
        assertThat(Doctor.application("https://wiki.lan:8443?a=%26")).hasToString("https://wiki.lan:8443/?a=%26");
        assertThat(Doctor.application("http://[::1]:81/x")).hasToString("http://[::1]:81/x");
        assertThat(Doctor.application("http://wiki.lan/页")).hasToString("http://wiki.lan/%E9%A1%B5");
    }

    @Test
    void anApplicationThatCannotBeAskedIsOneLine() {
        for (String typed : List.of(
                "",
                "wiki.lan",
                "/page",
                "http://my_wiki.lan/",
                "ftp://x/",
                "http://",
                "http:///page",
                "http:x",
                "http://a b/",
                "http://a/b c",
                "http://a/%zz",
                "http://user:word@a/",
                "http://a:0/",
                "http://a:65536/",
                "http://a:x/",
                "http://门/",
                "mailto:a@b.c",
                "javascript:1",
                "http://a/\n\u2028")) {
            assertThatThrownBy(() -> Doctor.application(typed))
                    .as(typed)
                    .isInstanceOf(BadOption.class)
                    .hasMessageStartingWith("option --app: '")
                    .hasMessageNotContainingAny("\n", "\u2028");
        }
    }

    @Test
    void theDoorIsSoughtOnThisMachineAtThePortOfListen() {
        assertThat(near("0.0.0.0")).isEqualTo("http://127.0.0.1:81");
        assertThat(near("::")).isEqualTo("http://[::1]:81");
        assertThat(near("0:0:0:0:0:0:0:0")).isEqualTo("http://[::1]:81");
        assertThat(near("fd00::7")).isEqualTo("http://[fd00::7]:81");
        assertThat(near("10.0.0.2")).isEqualTo("http://10.0.0.2:81");
        assertThat(near("door.lan")).isEqualTo("http://door.lan:81");
        assertThatThrownBy(() -> Doctor.House.of(settings("127.0.0.1", 0), 8))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("--listen 127.0.0.1:PORT")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aDoorAtANameThatJavaCannotAskIsSaidInWords() {
        for (String host : List.of("my_door", "fe80::1%nothing")) {
            assertThat(examine(house(near(host), Optional.empty(), Optional.empty())))
                    .isFalse();
            assertThat(said).contains("!!    door      http://");
        }
    }

    @Test
    void aBodyThatNeverEndsIsNotWaitedFor() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread endless = new Thread(() -> {
                try (Socket client = socket.accept()) {
                    client.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n".getBytes(UTF_8));
                    client.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    // The doctor has gone.
                }
            });
            endless.setDaemon(true);
            endless.start();
            URI app = URI.create("http://127.0.0.1:" + socket.getLocalPort());
            assertTimeoutPreemptively(
                    Duration.ofSeconds(30),
                    () -> assertThat(examine(house(), app)).isFalse());
            assertThat(said).contains("without asking who is there");
        }
    }

    @Test
    void aSignInUnderANameThatNoHostMayHaveIsFound() {
        assertThat(led("https://my_door/login?next=" + "http%3A%2F%2Fx%2F")).isFalse();
        assertThat(said).contains("https://my_door/login", "letters, digits, dots and hyphens");
    }

    @Test
    void aRelativeLocationIsReadAsBrowsersReadIt() {
        Site site = new Site(exchange -> {
            String asked = "http://" + exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI();
            boolean signIn = exchange.getRequestURI().getPath().equals("/door/login");
            if (!signIn) {
                lead(exchange, "/door/login?next=" + URLEncoder.encode(asked, UTF_8));
            }
            return signIn ? 200 : 302;
        });
        try (site) {
            assertThat(examine(house(), site.uri())).isFalse();
            assertThat(said)
                    .contains("would come back to exactly this link")
                    .contains(site.uri() + "/door/login is there")
                    .contains(site.uri() + "/door is not a Menshen");
        }
    }

    @Test
    void aDoorWhoseOwnPagesAreGuardedIsFound() {
        Site site = new Site(exchange -> {
            String asked = "http://" + exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI();
            lead(exchange, "/door/login?next=" + URLEncoder.encode(asked, UTF_8));
            return 302;
        });
        try (site) {
            assertThat(examine(house(), site.uri())).isFalse();
            assertThat(said)
                    .contains("the door's own pages are guarded too")
                    .contains(site.uri() + "/door/ through unguarded");
        }
    }

    @Test
    void aSignInThatLeadsOnElsewhereIsNotTakenForAGuardedOne() {
        Site site = new Site(exchange -> {
            String query = exchange.getRequestURI().getRawQuery();
            String asked = "http://" + exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI();
            boolean signIn = exchange.getRequestURI().getPath().equals("/login");
            // As a server does that wants https of everybody.
            lead(
                    exchange,
                    signIn ? "https://127.0.0.1/login?" + query : "/login?next=" + URLEncoder.encode(asked, UTF_8));
            return signIn ? 301 : 302;
        });
        try (site) {
            assertThat(examine(house(), site.uri())).isFalse();
            assertThat(said)
                    .doesNotContain("guarded too")
                    .contains("answers 301 and leads to https://127.0.0.1/login", "set public-url");
        }
    }

    @Test
    void aPublicAddressThatJavaCannotAskIsANote() {
        assertThat(examine(house(door.uri().toString(), Origin.read("https://my_door"), Optional.empty())))
                .as(said)
                .isTrue();
        assertThat(said).contains("note  public    https://my_door/gate/seen", "letters, digits, dots and hyphens");
    }

    @Test
    void anAnswerThatOnlyLooksLikeADoorsIsFound() {
        for (String body : List.of(
                "{\"data\":1}",
                "[1]",
                "",
                "null",
                "{\"data\":{\"address\":null,\"origin\":{},\"next_allowed\":[]}}",
                "{\"data\":{\"address\":[],\"origin\":\"\",\"next_allowed\":true}}",
                "[".repeat(60_000))) {
            try (Site site = new Site(exchange -> 200, body)) {
                Optional<Origin> origin = Origin.read(site.uri().toString());
                assertThat(examine(house(door.uri().toString(), origin, Optional.empty())))
                        .isFalse();
                assertThat(said).contains("is not this Menshen");
            }
        }
    }

    @Test
    void whatAStrangerAnswersCannotMakeLinesOfItsOwn() {
        try (Site site = new Site(exchange -> 503, "a\n!!    b\u001b[31m" + "c".repeat(60_000))) {
            assertThat(examine(house(site.uri().toString(), Optional.empty(), Optional.empty())))
                    .isFalse();
            assertThat(said).doesNotContain("\n!!    b", "\u001b").hasSizeLessThan(2000);
        }
    }

    private boolean led(String location) {
        try (Site site = new Site(exchange -> {
            lead(exchange, location);
            return 302;
        })) {
            return examine(house(), site.uri());
        }
    }

    private static void lead(HttpExchange exchange, String location) {
        exchange.getResponseHeaders().set("Location", location);
    }

    private boolean walk(Flaw flaw) {
        try (GuardedApp app = new GuardedApp(door.uri().resolve("/gate/forward?door=" + door.uri()), flaw)) {
            return examine(house(), app.uri());
        }
    }

    private boolean examine(Doctor.House house, URI... app) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Doctor doctor = new Doctor(house, new PrintStream(out, true, UTF_8));
        boolean well = app.length == 0 ? doctor.examine() : doctor.examine(Doctor.application(app[0].toString()));
        said = out.toString(UTF_8);
        return well;
    }

    private static String near(String host) {
        return Doctor.House.of(settings(host, 81), 8).near();
    }

    private static Door settings(String host, int port) {
        return new Door(host, port, "", Optional.empty(), Optional.empty(), GateHosts.read("", Optional.empty()));
    }

    private static Doctor.House house() {
        return house(door.uri().toString(), Optional.empty(), Optional.empty());
    }

    private static Doctor.House house(String near, Optional<Origin> publicUrl, Optional<String> domain) {
        return new Doctor.House(near, "", publicUrl, domain, 8);
    }
}
