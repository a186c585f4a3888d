package dev.menshen.bench;

import dev.menshen.JarProcess;
import dev.menshen.bench.Program.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Measures how long the built jar and its launcher take from the start to the first answered page, and how much memory
 * they hold, beside a bare Javalin, in turns, and prints a Markdown table.
 *
 * <p>{@code src/test/tools/bench-start} runs it. System properties: {@code bench.java}, {@code bench.rounds}, and
 * {@code bench.load}, the seconds of full load after which memory is looked at, 0 for none.
 */
public final class StartUp {

    private static final Path JAVA =
            Path.of(System.getProperty("bench.java", JarProcess.thisJava().toString()));
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 9);
    private static final Duration LOAD = Duration.ofSeconds(Integer.getInteger("bench.load", 300));
    private static final int CONNECTIONS = 16;

    /** After which what is done behind the ready line is done. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** As long as the launcher's archive may take to be made. */
    private static final long ARCHIVE_NANOS = TimeUnit.SECONDS.toNanos(120);

    private final Path folder = Files.createTempDirectory("bench-start");
    private final Program bare;
    private final Program jar;
    private final Program launcher;

    private StartUp() throws IOException {
        String path = JarProcess.JAR
                + System.getProperty("path.separator")
                + Path.of("target/test-classes").toAbsolutePath();
        String[] door = {"--listen", "127.0.0.1:0"};
        bare = new Program(
                "bare Javalin",
                List.of(JAVA.toString(), "-cp", path, BareJavalin.class.getName(), "5000"),
                Map.of(),
                "/text/5000");
        jar = new Program(
                "java -jar",
                Stream.concat(Stream.of(JAVA.toString(), "-jar", JarProcess.JAR.toString()), Arrays.stream(door))
                        .toList(),
                Map.of(),
                "/login");
        launcher = new Program(
                "launcher",
                Stream.concat(Stream.of(JarProcess.JAR.resolveSibling("menshen").toString()), Arrays.stream(door))
                        .toList(),
                Map.of(
                        "JAVA_HOME",
                        JAVA.toRealPath().resolve("../..").normalize().toString(),
                        "XDG_CACHE_HOME",
                        folder.resolve("cache").toString()),
                "/login");
    }

    /** Prints a row for each thing measured. */
    public static void main(String[] args) throws IOException {
        StartUp bench = new StartUp();
        bench.makeArchive();
        System.out.println("| what | limit | Menshen | ratio (least–most) | goal | |");
        System.out.println("|---|---|---|---|---|---|");
        bench.starts();
        if (!LOAD.isZero()) {
            bench.load();
        }
    }

    /** The first start has it made; those that are measured only use it. */
    private void makeArchive() throws IOException {
        try (Running first = launcher.start(folder)) {
            long end = System.nanoTime() + ARCHIVE_NANOS;
            while (!isArchived() && System.nanoTime() < end && first.process().isAlive()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
        }
        if (!isArchived()) {
            throw new IOException("the launcher had no archive made");
        }
    }

    private boolean isArchived() throws IOException {
        Path cache = folder.resolve("cache/menshen");
        try (Stream<Path> files = Files.isDirectory(cache) ? Files.list(cache) : Stream.empty()) {
            return files.anyMatch(file -> file.getFileName().toString().matches("\\d+-\\d+"));
        }
    }

    private void starts() throws IOException {
        List<Program> programs = List.of(bare, jar, launcher);
        double[][] took = new double[programs.size()][ROUNDS];
        double[][] worked = new double[programs.size()][ROUNDS];
        double[][] memory = new double[programs.size()][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < programs.size(); i++) {
                try (Running running = programs.get(i).start(folder)) {
                    took[i][round] = running.took().toMillis();
                    worked[i][round] = running.worked().toMillis();
                    LockSupport.parkNanos(IDLE_NANOS);
                    memory[i][round] = running.memory() / 1024.0;
                }
            }
        }
        row("start to first answered page, `java -jar`", "ms", took[0], took[1], 1.30);
        row("start to first answered page, launcher with its archive", "ms", took[0], took[2], 0.70);
        row("the same in processor time, `java -jar`", "ms", worked[0], worked[1], 1.30);
        row("the same in processor time, launcher", "ms", worked[0], worked[2], 0.70);
        row("memory, idle, `java -jar`", "MB", memory[0], memory[1], 1.25);
        row("memory, idle, launcher", "MB", memory[0], memory[2], 1.25);
    }

    private void load() throws IOException {
        double[] memory = new double[3];
        double[] speed = new double[3];
        List<Program> programs = List.of(bare, jar, launcher);
        for (int i = 0; i < programs.size(); i++) {
            try (Running running = programs.get(i).start(folder)) {
                Load all = Load.of(running.uri(), Map.of("Accept", "text/html"), 200);
                speed[i] = all.run(CONNECTIONS, LOAD).perSecond();
                memory[i] = running.memory() / 1024.0;
            }
        }
        String after = "memory after " + LOAD.toSeconds() + " s at full load, ";
        row(after + "`java -jar`", "MB", new double[] {memory[0]}, new double[] {memory[1]}, 0.50);
        row(after + "launcher", "MB", new double[] {memory[0]}, new double[] {memory[2]}, 0.50);
        System.out.printf(
                Locale.ROOT,
                "| speed meanwhile, launcher beside `java -jar` | %,.0f/s | %,.0f/s | %.2f | ≥ 0.95 | %s |%n",
                speed[1],
                speed[2],
                speed[2] / speed[1],
                speed[2] / speed[1] >= 0.95 ? "met" : "not met");
    }

    private static void row(String name, String unit, double[] limit, double[] ours, double goal) {
        double[] ratios = new double[limit.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = ours[i] / limit[i];
        }
        Arrays.sort(ratios);
        System.out.printf(
                Locale.ROOT,
                "| %s | %,.0f %s | %,.0f %s | %.2f (%.2f–%.2f) | ≤ %.2f | %s |%n",
                name,
                median(limit),
                unit,
                median(ours),
                unit,
                median(ratios),
                ratios[0],
                ratios[ratios.length - 1],
                goal,
                median(ratios) <= goal ? "met" : "not met");
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
