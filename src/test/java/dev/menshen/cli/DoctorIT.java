package dev.menshen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.JarProcess;
import dev.menshen.Printed;
import dev.menshen.TestDoor;
import dev.menshen.cli.GuardedApp.Flaw;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code menshen doctor} as people run it, beside a running door: what it says, and the number it ends with. */
class DoctorIT {

    private static JarProcess door;
    private static String listen = "";

    @BeforeAll
    static void open() {
        door = JarProcess.open(TestDoor.newFolder(), "--gate-hosts=127.0.0.1");
        listen = "127.0.0.1:" + door.uri().getPort();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void aDoorThatIsOpenIsWellAndNothingIsLeftBehind() {
        Path folder = TestDoor.newFolder();
        try (JarProcess doctor = run(folder, "--listen=" + listen)) {
            assertThat(doctor.exit()).as(doctor.printed()).isZero();
            assertThat(doctor.complained()).isEmpty();
            assertThat(doctor.printed())
                    .matches("(?s)menshen \\d+\\.\\d+\\.\\d+\\S* on Java \\d+.*")
                    .containsSubsequence(
                            "note  https",
                            "note  password",
                            "ok    door      http://" + listen + "/health is open",
                            "ok    seen")
                    .doesNotContain("!!");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void theWayOfAnApplicationIsWalkedAndItsFlawIsTrouble() {
        try (GuardedApp sound = app(Flaw.NONE);
                GuardedApp flawed = app(Flaw.passingOnly("Accept"))) {
            try (JarProcess doctor = run(TestDoor.newFolder(), "--listen=" + listen, "--app=" + sound.uri())) {
                assertThat(doctor.exit()).as(doctor.printed()).isZero();
                assertThat(doctor.printed()).contains("ok    script").doesNotContain("!!");
            }
            try (JarProcess doctor = run(TestDoor.newFolder(), "--listen=" + listen, "--app=" + flawed.uri())) {
                assertThat(doctor.exit()).isEqualTo(1);
                assertThat(doctor.complained()).isEmpty();
                assertThat(doctor.printed()).contains("!!    cookie", "does not pass the Cookie header");
            }
        }
    }

    @Test
    void theWayThroughARealNginxIsWalkedAndWhatItDropsIsFound() {
        ProxyProcess.demand("nginx");
        int port = ProxyProcess.freePort();
        String here = "http://127.0.0.1:" + port;
        String door = "http://" + listen;
        try (EchoApp app = EchoApp.open()) {
            String printed = Printed.proxy(
                            "nginx", "--app=" + here, "--to=" + app.url(), "--door=" + door, "--gate=" + door)
                    .text();
            try (ProxyProcess nginx = ProxyProcess.start("nginx", port, printed);
                    JarProcess doctor = walk(here + "/page?a=1&b=2%26c")) {
                assertThat(doctor.exit()).as(doctor.printed() + nginx.said()).isZero();
                assertThat(doctor.complained()).isEmpty();
                assertThat(doctor.printed())
                        .containsSubsequence("ok    app", "ok    cookie", "ok    script")
                        .doesNotContain("!!");
            }
            String passed = "proxy_set_header Cookie $menshen_asking;";
            assertThat(printed).containsOnlyOnce(passed);
            try (ProxyProcess nginx = ProxyProcess.start(
                            "nginx", port, printed.replace(passed, "proxy_set_header Cookie \"\";"));
                    JarProcess doctor = walk(here + "/")) {
                assertThat(doctor.exit()).as(doctor.printed() + nginx.said()).isEqualTo(1);
                assertThat(doctor.printed()).contains("!!    cookie", "does not pass the Cookie header");
            }
            assertThat(app.heard()).isEmpty();
        }
    }

    private static JarProcess walk(String app) {
        return run(TestDoor.newFolder(), "--listen=" + listen, "--app=" + app);
    }

    @Test
    void settingsOfTheFileCountAndADoorThatIsAwayIsTrouble() throws IOException {
        Path folder = TestDoor.newFolder();
        Files.writeString(folder.resolve("menshen.properties"), "listen=" + listen + "\nbase-path=/elsewhere\n");
        try (JarProcess doctor = run(folder)) {
            assertThat(doctor.exit()).isEqualTo(1);
            assertThat(doctor.complained()).isEmpty();
            assertThat(doctor.printed())
                    .contains("!!    door      http://" + listen + "/elsewhere/health: answers 404");
        }
    }

    @Test
    void badUsageIsOneLineAndNothingIsPrinted() {
        for (List<String> bad : List.of(
                List.of("--listen=127.0.0.1:0"),
                List.of("--app=http://my_wiki.lan/"),
                List.of("--app"),
                List.of("wiki.lan"),
                List.of("--captha=off"))) {
            try (JarProcess doctor = run(TestDoor.newFolder(), bad.toArray(String[]::new))) {
                assertThat(doctor.exit()).as(bad.toString()).isEqualTo(2);
                assertThat(doctor.printed()).as(bad.toString()).isEmpty();
                assertThat(doctor.complained().lines()).as(doctor.complained()).hasSize(1);
            }
        }
    }

    private static GuardedApp app(Flaw flaw) {
        String ours = "http://" + listen;
        return new GuardedApp(URI.create(ours + "/gate/forward?door=" + ours), flaw);
    }

    private static JarProcess run(Path folder, String... more) {
        List<String> words = new ArrayList<>(List.of("doctor"));
        words.addAll(List.of(more));
        return JarProcess.start(JarProcess.thisJava(), folder, words.toArray(String[]::new));
    }
}
