package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher that lies beside the jar: it starts what the jar starts, and never fails to. */
class LauncherIT {

    private static final Path LAUNCHER = Path.of("target/menshen").toAbsolutePath();

    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rwx------");

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
        try (JarProcess door = serve(folder)) {
            assertThat(door.browser().get("/login").status()).isEqualTo(200);
            assertThat(door.complained()).isEmpty();
            assertThat(door.stop()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", "50%"})
    void aCacheWhoseNameJavaWouldReadAsSomethingElseIsLeftAlone(String name) throws IOException {
        Path folder = TestDoor.newFolder();
        Path cache = folder.resolve(name);
        List<String> variables = List.of("XDG_CACHE_HOME=" + cache);
        try (JarProcess version = launch(folder, variables, "--version")) {
            assertThat(version.exit()).isZero();
        }
        assertThat(cache).doesNotExist();
        Files.createDirectories(cache.resolve("menshen"), PosixFilePermissions.asFileAttribute(OWN));
        try (JarProcess door = launch(folder, variables, "--listen", "127.0.0.1:0")) {
            assertThat(door.browser().get("/login").status()).isEqualTo(200);
            assertThat(door.stop()).isZero();
            assertThat(door.complained()).isEmpty();
        }
        assertThat(cache.resolve("menshen")).isEmptyDirectory();
    }

    @Test
    void inAFolderOfSomebodyElseNoCacheIsMade() throws IOException {
        assumeThat(System.getProperty("user.name"))
                .as("SKIPPED: only root may give folders away")
                .isEqualTo("root");
        Path folder = TestDoor.newFolder();
        Path foreign = Files.createDirectories(folder.resolve("cache"));
        Files.setOwner(
                foreign, folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        try (JarProcess version = launch(folder, List.of(), "--version")) {
            assertThat(version.exit()).isZero();
        }
        assertThat(foreign).isEmptyDirectory();
    }

    @Test
    void argumentsAndExitCodesPassThrough() {
        Path folder = TestDoor.newFolder();
        try (JarProcess version = launch(folder, List.of(), "--version")) {
            assertThat(version.exit()).isZero();
            assertThat(version.printed()).startsWith("menshen ");
        }
        try (JarProcess refused = launch(folder, List.of(), "--captcha", "some times")) {
            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.complained()).contains("some times");
        }
        try (JarProcess door = serve(folder, "--data", "my  data")) {
            door.uri();
            assertThat(folder.resolve("my  data/menshen.db")).exists();
            assertThat(door.stop()).isZero();
        }
    }

    @Test
    void optionsForJavaAreWordsAndStandOverItsOwn() {
        Path folder = TestDoor.newFolder();
        String options = "MENSHEN_JAVA_OPTS=-XX:+UseG1GC -Xmx100m -XX:+PrintFlagsFinal";
        try (JarProcess version = launch(folder, List.of(options), "--version")) {
            assertThat(version.exit()).isZero();
            assertThat(version.printed())
                    .containsPattern(" MaxHeapSize += 104857600 ")
                    .containsPattern(" UseG1GC += true ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MENSHEN_JAVA_OPTS=@words.txt",
                "JDK_JAVA_OPTIONS='@words.txt'",
                "JAVA_TOOL_OPTIONS=-XX:VMOptionsFile=words.txt",
                "_JAVA_OPTIONS=-XX:Flags=flags.txt",
                "_JAVA_OPTIONS=-XX:+UseG1GC -XX:InitialHeapSize=600m -XX:MaxHeapSize=700m"
            })
    void optionsInFilesAndOfEveryVariableStandOverItsOwn(String variable) throws IOException {
        Path folder = TestDoor.newFolder();
        Files.writeString(folder.resolve("words.txt"), "-XX:+UseG1GC -Xms600m -Xmx700m");
        Files.writeString(folder.resolve("flags.txt"), "+UseG1GC\nInitialHeapSize=600m\nMaxHeapSize=700m\n");
        try (JarProcess version = launch(folder, List.of(variable), "--version")) {
            assertThat(version.exit()).as(version.complained()).isZero();
            assertThat(version.printed()).contains("menshen ");
        }
    }

    @Test
    void anOptionForAnotherMemoryLeavesTheHeapAsItIs() {
        String options = "MENSHEN_JAVA_OPTS=-XX:NonNMethodCodeHeapSize=8m -XX:+PrintFlagsFinal";
        try (JarProcess version = launch(TestDoor.newFolder(), List.of(options), "--version")) {
            assertThat(version.exit()).as(version.complained()).isZero();
            assertThat(version.printed()).containsPattern(" MaxHeapSize += 536870912 ");
        }
    }

    @Test
    void noOptionIsAPatternForFiles() throws IOException {
        Path folder = TestDoor.newFolder();
        Files.createFile(folder.resolve("-Dmenshen.words=here"));
        String options = "MENSHEN_JAVA_OPTS=-XshowSettings:properties -Dmenshen.words=*";
        try (JarProcess version = launch(folder, List.of(options), "--version")) {
            assertThat(version.exit()).isZero();
            assertThat(version.complained()).contains("menshen.words = *");
        }
    }

    @Test
    void itFindsTheJarThroughLinksAndInAFolderWithBlanks() throws IOException {
        Launcher launcher = new Launcher(JarProcess.thisJava(), Map.of());
        Path folder = TestDoor.newFolder();
        Path link = Files.createSymbolicLink(folder.resolve("door"), launcher.program());
        Path further = Files.createSymbolicLink(folder.resolve("a door"), Path.of("door"));
        for (String program : List.of(launcher.program().toString(), link.toString(), further.toString(), "./a door")) {
            List<String> command = List.of("env", "XDG_CACHE_HOME=" + folder.resolve("cache"), program);
            try (JarProcess version = JarProcess.start(command, folder, "--version")) {
                assertThat(version.exit()).as(version.complained()).isZero();
                assertThat(version.printed()).startsWith("menshen ");
            }
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

    private static JarProcess serve(Path folder, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--listen", "127.0.0.1:0"));
        all.addAll(List.of(arguments));
        return launch(folder, List.of(), all.toArray(String[]::new));
    }

    /** Starts it with its cache in this folder. */
    private static JarProcess launch(Path folder, List<String> variables, String... arguments) {
        List<String> program = new ArrayList<>(List.of(
                "env",
                "-u",
                "CACHE_DIRECTORY",
                "XDG_CACHE_HOME=" + folder.resolve("cache"),
                "JAVA_HOME=" + System.getProperty("java.home")));
        program.addAll(variables);
        program.add(LAUNCHER.toString());
        return JarProcess.start(program, folder, arguments);
    }
}
