package dev.menshen.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import dev.menshen.JarProcess;
import dev.menshen.People;
import dev.menshen.TestDoor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Machines that offer little: no home, a temporary folder that runs nothing or takes nothing, nobody who reads the log. */
class BareHostIT {

    @Test
    void aTemporaryFolderThatRunsNoProgramsOrTakesNoFilesIsDoneWithout() throws IOException {
        try (Tmpfs temporary = Tmpfs.mount("noexec")) {
            opensWithTemporary(temporary.folder());
            temporary.remount("ro");
            opensWithTemporary(temporary.folder());
        }
    }

    private static void opensWithTemporary(Path temporary) {
        try (JarProcess door = JarProcess.start(
                program("-Djava.io.tmpdir=" + temporary), TestDoor.newFolder(), "--listen", "127.0.0.1:0")) {
            works(door.browser());
            assertThat(Command.complaints(door)).isEmpty();
        }
    }

    @Test
    void anOpenDoorLeavesNothingInTheTemporaryFolder() {
        Path temporary = TestDoor.newFolder();
        try (JarProcess door = JarProcess.start(
                program("-Djava.io.tmpdir=" + temporary), TestDoor.newFolder(), "--listen", "127.0.0.1:0")) {
            works(door.browser());
            door.kill();
            assertThat(temporary).isEmptyDirectory();
        }
    }

    @Test
    void whereTheLibraryCanBeUnpackedNowhereOneLineSaysWhatToDo() throws IOException {
        try (Tmpfs both = Tmpfs.mount("noexec");
                JarProcess door = JarProcess.start(
                        program("-Djava.io.tmpdir=" + both.folder()), both.folder(), "--listen", "127.0.0.1:0")) {
            assertThat(door.exit()).isEqualTo(1);
            assertThat(door.complained().lines()).hasSize(1).first().asString().contains("-Dorg.sqlite.tmpdir=");
        }
    }

    @Test
    void nobodyWithoutAHomeMayRunIt() throws IOException {
        Command.assumeRoot("start the door as another user");
        Path folder = Command.commonFolder();
        Path jar = Files.copy(JarProcess.JAR, folder.resolve("menshen.jar"));
        Files.setPosixFilePermissions(
                Files.createDirectory(folder.resolve("data")), PosixFilePermissions.fromString("rwxrwxrwx"));
        List<String> program = List.of(
                "env",
                "-i",
                "setpriv",
                "--reuid",
                "65534",
                "--regid",
                "65534",
                "--clear-groups",
                JarProcess.thisJava().toString(),
                "-jar",
                jar.toString());
        try (JarProcess door = JarProcess.start(program, folder, "--listen", "127.0.0.1:0")) {
            works(door.browser());
            assertThat(door.browser().get("/image/code").status()).isEqualTo(200);
            assertThat(Command.complaints(door)).isEmpty();
        }
    }

    @Test
    void aLogThatIsFullOrClosedStopsNothing() {
        for (String nowhere : List.of("> /dev/full 2> /dev/full", ">&- 2>&- <&-")) {
            int port = freePort();
            List<String> program = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" " + nowhere, "sh"));
            program.addAll(program());
            Path folder = TestDoor.newFolder();
            try (JarProcess door = JarProcess.start(program, folder, "--dev", "on", "--listen", "127.0.0.1:" + port)) {
                Browser browser = new Browser(URI.create("http://127.0.0.1:" + port));
                awaitOpen(browser);
                works(browser);
                logsSomething(browser, folder);
                works(browser);
                assertThat(door.printed() + door.complained()).isEmpty();
            }
            try (Witness witness = Witness.of(folder.resolve("data/menshen.db"))) {
                assertThat(witness.integrity()).isEqualTo("ok");
            }
        }
    }

    /** A lock that makes a write fail, which is told in the log. */
    private static void logsSomething(Browser browser, Path folder) {
        try (Witness other = Witness.of(folder.resolve("data/menshen.db"))) {
            other.execute("BEGIN EXCLUSIVE");
            assertThat(browser.asScript()
                            .post("/register", People.form("late", "13800138009"))
                            .status())
                    .isEqualTo(503);
            other.execute("ROLLBACK");
        }
    }

    private static void works(Browser browser) {
        String number = Long.toString(System.nanoTime() % 100_000_000L + 13_800_000_000L);
        assertThat(browser.asScript()
                        .post("/register", People.form("a" + number, number))
                        .status())
                .isEqualTo(200);
        assertThat(browser.get("/health").status()).isEqualTo(200);
    }

    private static void awaitOpen(Browser browser) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                browser.get("/health");
                return;
            } catch (UncheckedIOException notYet) {
                assertThat(System.nanoTime()).as("it never opened").isLessThan(end);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    private static List<String> program(String... flags) {
        List<String> program = new ArrayList<>(List.of(JarProcess.thisJava().toString()));
        program.addAll(List.of(flags));
        program.addAll(List.of("-jar", JarProcess.JAR.toString()));
        return program;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
