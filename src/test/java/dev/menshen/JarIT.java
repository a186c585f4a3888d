package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The jar as people start it: alone in an empty folder, stopped, killed, started again, and started wrongly. */
class JarIT {

    private static final Pattern ANSWER = Pattern.compile("(?m)^DEV captcha id=- answer=([A-Z0-9]{5})$");

    @Test
    void aloneInAnEmptyFolderItMakesItsDataAndPrintsOneLine() throws IOException {
        Path folder = TestDoor.newFolder();
        try (JarProcess door = JarProcess.start(JarProcess.thisJava(), folder, "--listen", "127.0.0.1:0")) {
            assertThat(door.uri().toString()).matches("http://127\\.0\\.0\\.1:\\d+/");
            assertThat(door.printed().lines()).hasSize(1);
            assertThat(door.complained()).isEmpty();
            assertThat(door.browser().get("/login").status()).isEqualTo(200);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data"))))
                .isEqualTo("rwx------");
        for (String secret : List.of("house.key", "menshen.db")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data/" + secret))))
                    .as(secret)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void peopleStaySignedInOverKillAndRestart() {
        Path folder = TestDoor.newFolder();
        String cookie;
        try (JarProcess door = JarProcess.open(folder)) {
            cookie = signIn(door).cookie("menshen").orElseThrow();
            door.kill();
        }
        try (JarProcess door = JarProcess.open(folder)) {
            assertThat(me(door, cookie)).isEqualTo(200);
            door.stop();
        }
        try (JarProcess door = JarProcess.open(folder)) {
            assertThat(me(door, cookie)).isEqualTo(200);
            assertThat(door.browser()
                            .holding("menshen", cookie)
                            .asScript()
                            .post("/logout", Map.of())
                            .status())
                    .isEqualTo(200);
            door.kill();
        }
        try (JarProcess door = JarProcess.open(folder)) {
            assertThat(me(door, cookie)).isEqualTo(401);
        }
    }

    @Test
    void itRunsOnJava25Too() {
        Optional<Path> java = JarProcess.java25();
        assumeThat(java)
                .as("SKIPPED: no Java 25 was found; name one in TEST_JDK25 to run the jar on it")
                .isPresent();
        try (JarProcess door =
                JarProcess.start(java.orElseThrow(), TestDoor.newFolder(), "--dev", "on", "--listen", "127.0.0.1:0")) {
            door.uri();
            assertThat(signIn(door).get("/").body()).contains("alice");
            assertThat(door.complained().lines().filter(line -> !line.contains(" INFO menshen.audit - ")))
                    .isEmpty();
        }
    }

    @Test
    void developmentModeRefusesToListenElsewhereThanLoopback() {
        for (String listen : List.of("0.0.0.0:0", "10.0.0.5:0")) {
            refused("--dev", "on", "--listen", listen);
        }
        refused("--dev", "on");
    }

    @Test
    void settingsThatCannotBeStopTheStartWithOneLine() {
        assertThat(refused("--captcha", "sometimes")).contains("captcha").contains("sometimes");
        assertThat(refused("--captha", "off")).contains("--captha");
        assertThat(refused("settings", "--listen", "nowhere")).contains("listen");
    }

    @Test
    void aSecondDoorOnTheSameDataRefusesToStart() {
        Path folder = TestDoor.newFolder();
        try (JarProcess first = JarProcess.open(folder);
                JarProcess second = JarProcess.start(JarProcess.thisJava(), folder, "--listen", "127.0.0.1:0")) {
            assertThat(second.exit()).isEqualTo(1);
            assertThat(second.complained().lines()).hasSize(1);
            assertThat(first.browser().get("/health").status()).isEqualTo(200);
        }
    }

    @Test
    void aPortThatIsTakenIsSaidInOneLine() {
        try (JarProcess first = JarProcess.open(TestDoor.newFolder());
                JarProcess second = JarProcess.start(
                        JarProcess.thisJava(),
                        TestDoor.newFolder(),
                        "--listen",
                        "127.0.0.1:" + first.uri().getPort())) {
            assertThat(second.exit()).isEqualTo(1);
            assertThat(second.complained())
                    .contains("menshen: ")
                    .contains(String.valueOf(first.uri().getPort()));
        }
    }

    @Test
    void theDatabaseMayLieElsewhereThanTheData() {
        Path folder = TestDoor.newFolder();
        try (JarProcess door =
                JarProcess.open(folder, "--data", "new/data", "--db", "jdbc:sqlite:" + folder.resolve("other/m.db"))) {
            assertThat(door.browser().get("/health").status()).isEqualTo(200);
            assertThat(folder.resolve("new/data/house.key")).exists();
            assertThat(folder.resolve("other/m.db")).exists();
        }
    }

    @Test
    void itWorksInSixtyFourMegabytesUnderAFloodOfPictures() {
        try (JarProcess door = JarProcess.openWithHeap("64m", TestDoor.newFolder(), "--captcha", "off")) {
            Browser browser = door.browser().asScript();
            for (int i = 0; i < 10_000; i++) {
                browser.forget();
                // Each address may have only so many.
                browser.with("X-Forwarded-For", "10.0.0." + i % 100);
                browser.get("/image/code?id=" + "x".repeat(60));
            }
            assertThat(browser.post("/register", People.form("alice", "13800138000"))
                            .status())
                    .isEqualTo(200);
            assertThat(browser.post("/login", Map.of("username", "alice", "password", People.PASSWORD))
                            .status())
                    .isEqualTo(200);
            assertThat(door.complained()).doesNotContain("OutOfMemory");
        }
    }

    @Test
    void inSixtyFourMegabytesPeopleRegisterSignInByPictureAndPassTheGate() {
        try (JarProcess door = JarProcess.openWithHeap("64m", TestDoor.newFolder())) {
            Browser alice = signIn(door);
            assertThat(alice.get("/").status()).isEqualTo(200);
            assertThat(alice.get("/audio/code").status()).isEqualTo(200);
            alice.with("X-Original-Method", "GET").with("X-Original-URL", "http://wiki.lan/page");
            assertThat(alice.get("/gate/nginx").status()).isEqualTo(200);
            assertThat(door.complained()).doesNotContain("OutOfMemory");
        }
    }

    @Test
    void settingsHelpAndVersionAreCommands() {
        try (JarProcess settings =
                JarProcess.start(JarProcess.thisJava(), TestDoor.newFolder(), "settings", "--language", "en")) {
            assertThat(settings.exit()).isZero();
            assertThat(settings.printed().lines()).hasSize(Setting.values().length);
            assertThat(settings.printed()).containsPattern("language +en +command line");
        }
        try (JarProcess help = JarProcess.start(JarProcess.thisJava(), TestDoor.newFolder(), "--help")) {
            assertThat(help.exit()).isZero();
            for (Setting setting : Setting.values()) {
                assertThat(help.printed()).contains("--" + setting.key());
            }
        }
        try (JarProcess version = JarProcess.start(JarProcess.thisJava(), TestDoor.newFolder(), "--version")) {
            assertThat(version.exit()).isZero();
            assertThat(version.printed()).matches("menshen \\d+\\.\\d+\\.\\d+\\S*\\s+");
        }
    }

    private static String refused(String... arguments) {
        try (JarProcess door = JarProcess.start(JarProcess.thisJava(), TestDoor.newFolder(), arguments)) {
            assertThat(door.exit()).isEqualTo(2);
            assertThat(door.printed()).isEmpty();
            assertThat(door.complained().lines()).as(door.complained()).hasSize(1);
            return door.complained();
        }
    }

    private static Browser signIn(JarProcess door) {
        Browser browser = door.browser().asScript();
        assertThat(browser.post("/register", People.form("alice", "13800138000"))
                        .status())
                .isEqualTo(200);
        browser.get("/image/code");
        String code = door.await(ANSWER).group(1);
        Map<String, String> form = Map.of("username", "alice", "password", People.PASSWORD, "code", code);
        assertThat(browser.post("/login", form).status()).isEqualTo(200);
        return browser;
    }

    private static int me(JarProcess door, String cookie) {
        return door.browser().holding("menshen", cookie).get("/session/me").status();
    }
}
