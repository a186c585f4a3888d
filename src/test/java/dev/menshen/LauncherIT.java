package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The launcher that lies beside the jar: it starts what the jar starts, sooner the second time, and never fails to. */
class LauncherIT {

    private static final Path LAUNCHER = Path.of("target/menshen").toAbsolutePath();

    /** As long as making an archive may take on a machine that is busy with other tests. */
    private static final int PATIENCE_SECONDS = 150;

    @Test
    void theSecondStartTakesItsClassesFromTheArchiveThatTheFirstHadMade() throws IOException {
        isQuickerTheSecondTime(JarProcess.thisJava());
    }

    @Test
    void soItDoesOnJava25() throws IOException {
        Optional<Path> java = JarProcess.java25();
        assumeThat(java).as("SKIPPED: no Java 25 was found").isPresent();
        isQuickerTheSecondTime(java.orElseThrow());
    }

    private static void isQuickerTheSecondTime(Path java) throws IOException {
        Path folder = TestDoor.newFolder();
        Path cache = folder.resolve("cache");
        Path log = folder.resolve("classes.log");
        try (JarProcess door = serve(java, folder, List.of())) {
            door.uri();
            assertThat(SlowClients.within(PATIENCE_SECONDS, () -> archive(cache).isPresent()))
                    .isTrue();
            assertThat(door.stop()).isZero();
            assertThat(door.complained()).isEmpty();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache.resolve("menshen"))))
                .isEqualTo("rwx------");
        String logged = "JDK_JAVA_OPTIONS=-Xlog:class+load:file=" + log;
        try (JarProcess door = serve(java, folder, List.of(logged))) {
            assertThat(door.browser().get("/login").status()).isEqualTo(200);
            assertThat(door.stop()).isZero();
        }
        assertThat(Files.readString(log)).contains("dev.menshen.House source: shared objects file");
        Files.delete(log);
        damage(archive(cache).orElseThrow());
        try (JarProcess door = serve(java, folder, List.of(logged))) {
            assertThat(door.browser().get("/login").status()).isEqualTo(200);
            assertThat(door.stop()).isZero();
            assertThat(door.complained().lines()).allMatch(line -> line.contains("JDK_JAVA_OPTIONS"));
        }
        assertThat(Files.readString(log)).doesNotContain("dev.menshen.House source: shared objects file");
    }

    private static void damage(Path archive) throws IOException {
        Files.delete(archive);
        Files.writeString(archive, "no archive\n".repeat(10_000));
    }

    @Test
    void aCacheThatCannotBeMadeOrThatOthersCanWriteIsLeftAlone() throws IOException {
        Path folder = TestDoor.newFolder();
        Files.writeString(folder.resolve("cache"), "a file where the folder should be");
        starts(folder);
        Path open = TestDoor.newFolder();
        Path inside = Files.createDirectories(open.resolve("cache/menshen"));
        Files.setPosixFilePermissions(inside, PosixFilePermissions.fromString("rwxrwx---"));
        starts(open);
        assertThat(inside).isEmptyDirectory();
        Path above = TestDoor.newFolder();
        Path cache = Files.createDirectories(above.resolve("cache"));
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
        starts(above);
        assertThat(cache.resolve("menshen")).isEmptyDirectory();
    }

    private static void starts(Path folder) {
        try (JarProcess door = serve(JarProcess.thisJava(), folder, List.of())) {
            assertThat(door.browser().get("/login").status()).isEqualTo(200);
            assertThat(door.complained()).isEmpty();
            assertThat(door.stop()).isZero();
        }
    }

    @Test
    void argumentsAndExitCodesPassThrough() {
        Path folder = TestDoor.newFolder();
        try (JarProcess version = launch(JarProcess.thisJava(), folder, List.of(), "--version")) {
            assertThat(version.exit()).isZero();
            assertThat(version.printed()).startsWith("menshen ");
        }
        try (JarProcess refused = launch(JarProcess.thisJava(), folder, List.of(), "--captcha", "some times")) {
            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.complained()).contains("some times");
        }
        try (JarProcess door = serve(JarProcess.thisJava(), folder, List.of(), "--data", "my  data")) {
            door.uri();
            assertThat(folder.resolve("my  data/menshen.db")).exists();
            assertThat(door.stop()).isZero();
        }
    }

    @Test
    void optionsForJavaAreWordsAndStandOverItsOwn() {
        Path folder = TestDoor.newFolder();
        String options = "MENSHEN_JAVA_OPTS=-XX:+UseG1GC -Xmx100m -XX:+PrintFlagsFinal";
        try (JarProcess version = launch(JarProcess.thisJava(), folder, List.of(options), "--version")) {
            assertThat(version.exit()).isZero();
            assertThat(version.printed())
                    .containsPattern(" MaxHeapSize += 104857600 ")
                    .containsPattern(" UseG1GC += true ");
        }
    }

    @Test
    void aJavaHomeWithoutJavaIsSaid() {
        List<String> program = List.of("env", "JAVA_HOME=/nowhere", LAUNCHER.toString());
        try (JarProcess lost = JarProcess.start(program, TestDoor.newFolder())) {
            assertThat(lost.exit()).isEqualTo(1);
            assertThat(lost.complained()).contains("JAVA_HOME").contains("/nowhere");
        }
    }

    private static JarProcess serve(Path java, Path folder, List<String> variables, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--listen", "127.0.0.1:0"));
        all.addAll(List.of(arguments));
        return launch(java, folder, variables, all.toArray(String[]::new));
    }

    /** Starts it with its cache in this folder. */
    private static JarProcess launch(Path java, Path folder, List<String> variables, String... arguments) {
        List<String> program = new ArrayList<>(List.of(
                "env",
                "-u",
                "CACHE_DIRECTORY",
                "XDG_CACHE_HOME=" + folder.resolve("cache"),
                "JAVA_HOME=" + java.resolve("../..").normalize()));
        program.addAll(variables);
        program.add(LAUNCHER.toString());
        return JarProcess.start(program, folder, arguments);
    }

    /** The archive, once it has its name. */
    private static Optional<Path> archive(Path cache) {
        Path folder = cache.resolve("menshen");
        try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            return files.filter(file -> file.getFileName().toString().matches("\\d+-\\d+"))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
