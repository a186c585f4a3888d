package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The archive that the launcher has made beside the door: when it is made, when not, and that it never harms a start. */
class LauncherArchiveIT {

    private static final Map<String, String> SOON = Map.of("pause=5", "pause=2");
    private static final Map<String, String> AT_ONCE = Map.of("pause=5", "pause=0");

    @Test
    void theSecondStartTakesItsClassesFromTheArchiveThatTheFirstHadMade() throws IOException {
        isMadeAndUsedAndMadeAnewWhereItIs(JarProcess.thisJava());
    }

    @Test
    void soItDoesOnJava25() throws IOException {
        Optional<Path> java = JarProcess.java25();
        assumeThat(java).as("SKIPPED: no Java 25 was found").isPresent();
        isMadeAndUsedAndMadeAnewWhereItIs(java.orElseThrow());
    }

    private static void isMadeAndUsedAndMadeAnewWhereItIs(Path java) throws IOException {
        Launcher launcher = new Launcher(java, SOON);
        Path log = TestDoor.newFolder().resolve("classes.log");
        String logged = "JDK_JAVA_OPTIONS=-Xlog:class+load:file=" + log;
        starts(launcher);
        Path archive = launcher.archive().orElseThrow();
        String name = archive.getFileName().toString();
        assertThat(launcher.kept()).containsExactly(name, name + ".begun");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive.getParent())))
                .isEqualTo("rwx------");
        starts(launcher, logged);
        assertThat(Files.readString(log)).contains("dev.menshen.House source: shared objects file");
        Files.delete(log);

        FileTime made = Files.getLastModifiedTime(archive);
        FileTime old = ofAnotherDay(launcher, name);
        starts(launcher);
        assertThat(Files.getLastModifiedTime(archive)).isEqualTo(made);
        assertThat(Files.getLastModifiedTime(launcher.kept(name + ".begun"))).isEqualTo(old);

        Files.delete(archive);
        Files.writeString(archive, "no archive\n".repeat(10_000));
        starts(launcher, logged);
        assertThat(Files.readString(log)).doesNotContain("dev.menshen.House source: shared objects file");
        Files.writeString(launcher.kept(name + ".4711"), "left by one that was killed");
        starts(launcher);
        assertThat(Files.size(archive)).isGreaterThan(1_000_000);
        assertThat(launcher.kept()).containsExactly(name, name + ".begun");
    }

    /** Opens a door, and waits for what the launcher does beside it. */
    private static void starts(Launcher launcher, String... variables) {
        try (JarProcess door = launcher.serve(variables)) {
            assertThat(door.browser().get("/login").status()).isEqualTo(200);
            launcher.awaitNothingBeside();
            assertThat(door.complained().lines()).allMatch(line -> line.contains("JDK_JAVA_OPTIONS"));
            assertThat(door.stop()).isZero();
        }
    }

    private static FileTime ofAnotherDay(Launcher launcher, String archive) throws IOException {
        Path begun = launcher.kept(archive + ".begun");
        Files.setLastModifiedTime(begun, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
        return Files.getLastModifiedTime(begun);
    }

    @Test
    void ofTwoStartsAtOnceOneHasItMadeAndAnEmptyOneCountsAsNone() throws IOException {
        Launcher launcher = new Launcher(JarProcess.thisJava(), AT_ONCE);
        launcher.startInVain();
        assertThat(SlowClients.within(Launcher.PATIENCE_SECONDS, launcher::hasBegun))
                .isTrue();
        String name = launcher.kept().stream()
                .filter(file -> file.endsWith(".begun"))
                .map(file -> file.substring(0, file.indexOf('.')))
                .findFirst()
                .orElseThrow();
        launcher.endWhatIsBeside();
        Files.createFile(launcher.kept(name));
        try (JarProcess one = launcher.serve();
                JarProcess other = launcher.serve()) {
            assertThat(one.browser().get("/login").status()).isEqualTo(200);
            assertThat(other.browser().get("/login").status()).isEqualTo(200);
            launcher.awaitNothingBeside();
            assertThat(one.stop() + other.stop()).isZero();
            assertThat(one.complained() + other.complained()).isEmpty();
        }
        assertThat(launcher.kept()).containsExactly(name, name + ".begun");
        assertThat(launcher.kept(name)).isNotEmptyFile();
    }

    @Test
    void whoeverEndsItsMakingFindsNothingOfItLeft() throws IOException {
        Launcher launcher = new Launcher(JarProcess.thisJava(), AT_ONCE);
        Path temporary = TestDoor.newFolder();
        launcher.startInVain("MENSHEN_JAVA_OPTS=-Djava.io.tmpdir=" + temporary);
        assertThat(SlowClients.within(Launcher.PATIENCE_SECONDS, () -> hasDatabase(temporary)))
                .isTrue();
        List<ProcessHandle> all =
                launcher.beside().stream().flatMap(ProcessHandle::descendants).toList();
        assertThat(all).isNotEmpty().allMatch(process -> firstToGo(process.pid()));
        launcher.endWhatIsBeside();
        assertThat(launcher.kept()).isEmpty();
        assertThat(temporary).isEmptyDirectory();
    }

    private static boolean hasDatabase(Path temporary) {
        try (Stream<Path> files = Files.walk(temporary)) {
            return files.anyMatch(file -> file.endsWith("data/menshen.db"));
        } catch (IOException | UncheckedIOException changing) {
            return false;
        }
    }

    /** Whether the system ends this process before any other when it has no memory left. */
    private static boolean firstToGo(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "oom_score_adj"))
                    .strip()
                    .equals("1000");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JDK_JAVA_OPTIONS=-Xlog:gc:file=gc.log",
                "MENSHEN_JAVA_OPTS=-Xmx300m -Xlog:gc*:gc.log:time",
                "JAVA_TOOL_OPTIONS=-Xloggc:gc.log",
                "JAVA_TOOL_OPTIONS=-Dorg.slf4j.simpleLogger.logFile=door.log",
                "MENSHEN_JAVA_OPTS=-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0",
                "JDK_JAVA_OPTIONS=\"-javaagent:an agent.jar\"",
                "MENSHEN_JAVA_OPTS=-Dcom.sun.management.jmxremote.port=0",
                "_JAVA_OPTIONS=-XX:StartFlightRecording=filename=door.jfr",
                "MENSHEN_JAVA_OPTS=@java.options",
                "MENSHEN_JAVA_OPTS=-Xshare:off",
                "MENSHEN_JAVA_OPTS=-XX:SharedArchiveFile=own.jsa"
            })
    void noneIsMadeWithOptionsThatOnlyTheDoorMayFollowOrThatAreOnArchives(String variable) throws IOException {
        Launcher launcher = new Launcher(JarProcess.thisJava(), AT_ONCE);
        launcher.startInVain(variable);
        assertThat(launcher.beside()).isEmpty();
        assertThat(launcher.kept()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0::/door.slice/door.service, cgroup/door.slice/memory.max, 268435456, false",
        "0::/, cgroup/memory.max, 1073741823, false",
        "0::/../door, cgroup/memory.max, 1073741824, true",
        "0::/door, cgroup/door/memory.max, max, true",
        "'4:cpu,memory:/door', cgroup/memory/memory.limit_in_bytes, 268435456, false",
        "4:memory:/a:b, cgroup/memory/a:b/memory.limit_in_bytes, 268435456, false",
        "4:memory:/door, cgroup/memory/door/memory.limit_in_bytes, 9223372036854771712, true"
    })
    void oneIsMadeWhereThereIsMemoryForTwo(String group, String file, String most, boolean made) throws IOException {
        Path system = TestDoor.newFolder();
        Files.writeString(system.resolve("cgroup.txt"), "1:name=systemd:/\n" + group + "\n");
        Files.createDirectories(system.resolve(file).getParent());
        Files.writeString(system.resolve(file), most + "\n");
        Launcher launcher = new Launcher(
                JarProcess.thisJava(),
                Map.of(
                        "pause=5",
                        "pause=0",
                        "/proc/self/cgroup",
                        system.resolve("cgroup.txt").toString(),
                        "/sys/fs",
                        system.toString()));
        launcher.startInVain("MENSHEN_JAVA_OPTS=-Xmx300m -Xlog:gc -Dmenshen.words=a:b@c");
        if (made) {
            assertThat(SlowClients.within(Launcher.PATIENCE_SECONDS, launcher::hasBegun))
                    .isTrue();
            launcher.endWhatIsBeside();
        } else {
            launcher.awaitNothingBeside();
        }
        assertThat(launcher.kept()).isEmpty();
    }
}
