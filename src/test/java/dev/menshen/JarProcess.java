package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The built jar, running as a process of its own, as people start it. */
public final class JarProcess implements AutoCloseable {

    /** The jar that the build makes. */
    public static final Path JAR = Path.of("target/menshen.jar").toAbsolutePath();

    private static final Pattern OPEN = Pattern.compile("Menshen is open at (http://\\S+)");
    private static final Pattern HEAP = Pattern.compile("heap\\s+total \\d+K, used (\\d+)K");
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(90);

    private final Canaries canaries = new Canaries();
    private final Path folder;
    private final Process process;
    private final Path out;
    private final Path err;

    private JarProcess(Path folder, Process process, Path out, Path err) {
        this.folder = folder;
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts the jar with this Java, in this folder, with these arguments. */
    public static JarProcess start(Path java, Path folder, String... arguments) {
        return start(List.of(java.toString(), "-jar", JAR.toString()), folder, arguments);
    }

    /** Starts this program, which is the jar or runs it, in this folder, with these arguments. */
    public static JarProcess start(List<String> program, Path folder, String... arguments) {
        try {
            Path out = Files.createTempFile("menshen", ".out");
            Path err = Files.createTempFile("menshen", ".err");
            List<String> command = new ArrayList<>(program);
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("MENSHEN_"));
            return new JarProcess(folder, builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A door of the jar on a free port of loopback in development mode; returns when it is open. */
    public static JarProcess open(Path folder, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--dev", "on", "--listen", "127.0.0.1:0"));
        all.addAll(List.of(arguments));
        JarProcess door = start(thisJava(), folder, all.toArray(String[]::new));
        door.uri();
        return door;
    }

    /** The same with so much heap, as {@code -Xmx} has it. */
    public static JarProcess openWithHeap(String heap, Path folder, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--dev", "on", "--listen", "127.0.0.1:0"));
        all.addAll(List.of(arguments));
        List<String> program = List.of(thisJava().toString(), "-Xmx" + heap, "-jar", JAR.toString());
        return start(program, folder, all.toArray(String[]::new));
    }

    /** The same where it may have so many files and connections open. */
    public static JarProcess openWithFiles(int most, Path folder, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--dev", "on", "--listen", "127.0.0.1:0"));
        all.addAll(List.of(arguments));
        String limited = "ulimit -n " + most + "; exec \"$0\" \"$@\"";
        List<String> program = List.of("sh", "-c", limited, thisJava().toString(), "-jar", JAR.toString());
        return start(program, folder, all.toArray(String[]::new));
    }

    /** A program of the tests that runs with the classes of the jar. */
    public static JarProcess run(Class<?> program, Path folder) {
        String path = JAR
                + System.getProperty("path.separator")
                + Path.of("target/test-classes").toAbsolutePath();
        return start(List.of(thisJava().toString(), "-Xmx128m", "-cp", path, program.getName()), folder);
    }

    /** The Java that runs the tests. */
    public static Path thisJava() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** A Java 25 on this machine, named by the environment's TEST_JDK25 or found in the usual place. */
    public static Optional<Path> java25() {
        String named = System.getenv("TEST_JDK25");
        Path usual = Path.of("/usr/lib/jvm");
        try (Stream<Path> homes = named != null
                ? Stream.of(Path.of(named))
                : Files.isDirectory(usual) ? Files.list(usual) : Stream.empty()) {
            return homes.filter(home ->
                            named != null || home.getFileName().toString().contains("25"))
                    .map(home -> home.resolve("bin/java"))
                    .filter(Files::isExecutable)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number the system knows it by. */
    public long pid() {
        return process.pid();
    }

    /** The address it printed, waiting for that. */
    public URI uri() {
        Matcher matcher = await(OPEN);
        return URI.create(matcher.group(1));
    }

    /** Waits until this was printed on standard output. */
    public Matcher await(Pattern pattern) {
        return await(pattern, Duration.ofNanos(PATIENCE));
    }

    /** Waits until this was printed on standard output, for so long at most. */
    public Matcher await(Pattern pattern, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            Matcher matcher = pattern.matcher(printed());
            if (matcher.find()) {
                return matcher;
            }
            if (!process.isAlive()) {
                break;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        throw new AssertionError("never printed " + pattern + "; printed: " + printed() + complained());
    }

    /** Waits until it has ended, and returns its exit code. */
    public int exit() {
        try {
            if (!process.waitFor(PATIENCE, TimeUnit.NANOSECONDS)) {
                throw new AssertionError("still running; printed: " + printed() + complained());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Standard output so far. */
    public String printed() {
        return read(out);
    }

    /** Standard error so far. */
    public String complained() {
        return read(err);
    }

    /** A browser in front of it. */
    public Browser browser() {
        return new Browser(uri().resolve("/"), canaries);
    }

    /** Ends it as a power cut would. */
    public void kill() {
        process.destroyForcibly();
        exit();
    }

    /** Asks it to end, as the system does; returns its exit code. */
    public int stop() {
        process.destroy();
        return exit();
    }

    /** Types a line for it to read. */
    public void type(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes of heap that are in use after a collection of what is not. */
    public long heap() {
        ask("GC.run");
        Matcher used = HEAP.matcher(ask("GC.heap_info"));
        if (!used.find()) {
            throw new AssertionError("the heap is not told of");
        }
        return Long.parseLong(used.group(1)) * 1024;
    }

    /** How many files and connections it has open. */
    public long files() {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return open.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String ask(String command) {
        try {
            Path jcmd = thisJava().resolveSibling("jcmd");
            Process asking = new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), command).start();
            return new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it, and demands that no secret that went through it is in its log or in the folder it ran in. */
    @Override
    public void close() {
        kill();
        canaries.printed(printed());
        assertThat(canaries.inLog(complained())).isEmpty();
        assertThat(canaries.inFiles(folder)).isEmpty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
