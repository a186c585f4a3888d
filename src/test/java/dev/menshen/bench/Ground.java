package dev.menshen.bench;

import dev.menshen.JarProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/** Where it is measured and for how long: starts the processes, each in a folder of its own, and prints the rows. */
final class Ground implements AutoCloseable {

    /** The Java that runs all that is measured. */
    static final String JAVA =
            System.getProperty("bench.java", JarProcess.thisJava().toString());

    /** Rounds of each row: many short ones, so that what else the machine does falls on both halves of a round alike. */
    static final int ROUNDS = Integer.getInteger("bench.rounds", 15);

    /** How long each half of a round takes. */
    static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.seconds", 1));

    private static final int CONNECTIONS = Integer.getInteger("bench.connections", 16);

    private static final String CLASSES = JarProcess.JAR
            + System.getProperty("path.separator")
            + Path.of("target/test-classes").toAbsolutePath();

    private final List<Path> folders = new ArrayList<>();

    /** A door without captcha, on a free port, with these settings besides; {@code jvm} are the machine's own. */
    JarProcess door(List<String> jvm, Path folder, String... settings) {
        List<String> program = new ArrayList<>(List.of(JAVA));
        program.addAll(jvm);
        program.addAll(List.of("-jar", JarProcess.JAR.toString(), "--listen", "127.0.0.1:0", "--captcha", "off"));
        program.addAll(List.of(settings));
        return JarProcess.start(program, folder);
    }

    /** The same in a new folder, with everything as it comes. */
    JarProcess door() {
        return door(List.of(), folder());
    }

    /** A Javalin that does nothing but answer, see {@link BareJavalin}. */
    JarProcess bare(List<String> jvm, String... arguments) {
        return program(jvm, BareJavalin.class, arguments);
    }

    /** A program of the benchmark, in a process of its own. */
    JarProcess program(List<String> jvm, Class<?> main, String... arguments) {
        List<String> program = new ArrayList<>(List.of(JAVA));
        program.addAll(jvm);
        program.addAll(List.of("-cp", CLASSES, main.getName()));
        program.addAll(List.of(arguments));
        return JarProcess.start(program, folder());
    }

    /** A new, empty folder, until this is closed. */
    Path folder() {
        try {
            Path folder = Files.createTempDirectory("bench");
            folders.add(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rate of one GET, again and again. */
    DoubleSupplier rate(URI uri, Map<String, String> headers, int wanted) {
        return rate(Load.of(uri, headers, wanted));
    }

    DoubleSupplier rate(Load load) {
        return () -> load.run(CONNECTIONS, TIME).perSecond();
    }

    /** How a load is answered from as many connections as the benchmark has. */
    Pace pace(Load load) {
        return load.run(CONNECTIONS, TIME);
    }

    void print(Pair pair, double goal) {
        print(pair.row(ROUNDS, goal));
    }

    void print(Row row) {
        System.out.println(row);
    }

    /** Takes the folders away: the databases of a million fill a disk. */
    @Override
    public void close() throws IOException {
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
