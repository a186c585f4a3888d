package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The launcher with the jar beside it, put into a folder of its own and started with a cache of its own. */
final class Launcher {

    /** As long as making an archive may take on a machine that is busy with other tests. */
    static final int PATIENCE_SECONDS = 150;

    /** A start that is over at once, and is one all the same to the launcher. */
    private static final String[] SHORT = {"--listen", "127.0.0.1:0", "--captcha", "some times"};

    private final Path java;
    private final Path folder = TestDoor.newFolder();
    private final Path cache;
    private final Path program;

    /** With this Java; in it, what is a key of {@code other} is its value. */
    Launcher(Path java, Map<String, String> other) throws IOException {
        this.java = java;
        this.cache = folder.resolve("a cache");
        this.program = Files.createDirectories(folder.resolve("my door")).resolve("menshen");
        String text = Files.readString(Path.of("target/menshen"));
        for (Map.Entry<String, String> change : other.entrySet()) {
            assertThat(text).contains(change.getKey());
            text = text.replace(change.getKey(), change.getValue());
        }
        Files.writeString(program, text);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(program.resolveSibling("menshen.jar"), JarProcess.JAR);
    }

    Path program() {
        return program;
    }

    /** A door in a new folder. */
    JarProcess serve(String... variables) {
        return launch(TestDoor.newFolder(), List.of(variables), "--listen", "127.0.0.1:0");
    }

    /** A start that is refused, and what the launcher does beside it. */
    void startInVain(String... variables) {
        try (JarProcess refused = launch(TestDoor.newFolder(), List.of(variables), SHORT)) {
            refused.exit();
        }
    }

    private JarProcess launch(Path in, List<String> variables, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "-u",
                "CACHE_DIRECTORY",
                "XDG_CACHE_HOME=" + cache,
                "JAVA_HOME=" + java.resolve("../..").normalize()));
        command.addAll(variables);
        command.add(program.toString());
        return JarProcess.start(command, in, arguments);
    }

    /** What it runs beside a door that is started already. */
    List<ProcessHandle> beside() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .filter(words -> Arrays.asList(words).contains(program.toString()))
                        .isPresent())
                .toList();
    }

    void awaitNothingBeside() {
        assertThat(SlowClients.within(PATIENCE_SECONDS, () -> beside().isEmpty()))
                .isTrue();
    }

    /** The names of the files in its cache. */
    List<String> kept() {
        Path inside = cache.resolve("menshen");
        try (Stream<Path> files = Files.isDirectory(inside) ? Files.list(inside) : Stream.empty()) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of its cache. */
    Path kept(String name) {
        return cache.resolve("menshen").resolve(name);
    }

    /** The archive, once it has its name. */
    Optional<Path> archive() {
        return kept().stream()
                .filter(name -> name.matches("\\d+-\\d+"))
                .findFirst()
                .map(this::kept);
    }

    boolean hasBegun() {
        return kept().stream().anyMatch(name -> name.endsWith(".begun"));
    }

    /** Ends what it runs beside the door, as the system does with all processes of a service. */
    void endWhatIsBeside() {
        for (ProcessHandle shell : beside()) {
            List<ProcessHandle> inside = shell.descendants().toList();
            // Told first, it hears of it when the others have ended.
            shell.destroy();
            inside.forEach(ProcessHandle::destroy);
        }
        awaitNothingBeside();
    }
}
