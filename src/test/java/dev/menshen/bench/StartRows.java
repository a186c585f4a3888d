package dev.menshen.bench;

import dev.menshen.Browser;
import dev.menshen.JarProcess;
import dev.menshen.bench.Program.Running;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * How long the built jar and its launcher take from the start to the first answered page, and how much memory they hold,
 * idle and after five minutes at full load, beside a bare Javalin.
 */
final class StartRows implements Rows {

    private static final int STARTS = Integer.getInteger("bench.starts", 9);
    private static final Duration LOAD = Duration.ofSeconds(Integer.getInteger("bench.load", 300));
    private static final int CONNECTIONS = 16;
    private static final double MOST_MEGABYTES = 30;

    /** The load comes in so many slices, by turns. */
    private static final int SLICES = 10;

    /** After which what is done behind the ready line is done. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** As long as the launcher's archive may take to be made. */
    private static final long ARCHIVE_NANOS = TimeUnit.SECONDS.toNanos(120);

    private static final String PAGE = "/login";
    private static final int BARE = 0;
    private static final int JAR = 1;
    private static final int LAUNCHER = 2;

    @Override
    public void measure(Ground ground) throws IOException {
        Path folder = ground.folder();
        Program launcher = launcher(folder);
        int bytes = makeArchive(launcher, folder);
        List<Program> programs = List.of(bare(bytes), jar(), launcher);
        ground.print(size());
        starts(ground, programs, folder);
        if (!LOAD.isZero()) {
            load(ground, programs);
        }
    }

    private static Row size() throws IOException {
        double megabytes = Files.size(JarProcess.JAR) / 1e6;
        return new Row(
                "the jar",
                "–",
                String.format(Locale.ROOT, "%.1f MB", megabytes),
                "–",
                String.format(Locale.ROOT, "≤ %.0f MB", MOST_MEGABYTES),
                Row.verdict(megabytes <= MOST_MEGABYTES));
    }

    private static Program bare(int bytes) {
        String path = JarProcess.JAR
                + System.getProperty("path.separator")
                + Path.of("target/test-classes").toAbsolutePath();
        String text = Integer.toString(bytes);
        return new Program(
                "bare Javalin",
                List.of(Ground.JAVA, "-cp", path, BareJavalin.class.getName(), text),
                Map.of(),
                "/text/" + text);
    }

    private static Program jar() {
        return new Program("java -jar", opening(Ground.JAVA, "-jar", JarProcess.JAR.toString()), Map.of(), PAGE);
    }

    private static Program launcher(Path folder) throws IOException {
        Path home = Path.of(Ground.JAVA).toRealPath().resolve("../..").normalize();
        return new Program(
                "launcher",
                opening(JarProcess.JAR.resolveSibling("menshen").toString()),
                Map.of(
                        "JAVA_HOME",
                        home.toString(),
                        "XDG_CACHE_HOME",
                        folder.resolve("cache").toString()),
                PAGE);
    }

    private static List<String> opening(String... command) {
        return Stream.concat(Arrays.stream(command), Stream.of("--listen", "127.0.0.1:0"))
                .toList();
    }

    /** The first start has it made; those that are measured only use it. Returns the size of the page. */
    private static int makeArchive(Program launcher, Path folder) throws IOException {
        try (Running first = launcher.start(folder)) {
            long end = System.nanoTime() + ARCHIVE_NANOS;
            while (!isArchived(folder)
                    && System.nanoTime() < end
                    && first.process().isAlive()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
            if (!isArchived(folder)) {
                throw new IOException("the launcher had no archive made");
            }
            URI uri = first.uri();
            return new Browser(uri).get(uri.getPath()).bytes().length;
        }
    }

    private static boolean isArchived(Path folder) throws IOException {
        Path cache = folder.resolve("cache/menshen");
        try (Stream<Path> files = Files.isDirectory(cache) ? Files.list(cache) : Stream.empty()) {
            return files.anyMatch(file -> file.getFileName().toString().matches("\\d+-\\d+"));
        }
    }

    private static void starts(Ground ground, List<Program> programs, Path folder) throws IOException {
        Taken took = new Taken(programs.size());
        Taken worked = new Taken(programs.size());
        Taken memory = new Taken(programs.size());
        for (int round = 0; round < STARTS; round++) {
            for (int i = 0; i < programs.size(); i++) {
                try (Running running = programs.get(i).start(folder)) {
                    took.add(i, (double) running.took().toMillis());
                    worked.add(i, (double) running.worked().toMillis());
                    LockSupport.parkNanos(IDLE_NANOS);
                    memory.add(i, running.memory() / 1024.0);
                }
            }
        }
        ground.print(took.row("start to first answered page, `java -jar`", "ms", JAR, 1.30));
        ground.print(took.row("start to first answered page, launcher with its archive", "ms", LAUNCHER, 0.70));
        ground.print(worked.row("the same in processor time, `java -jar`", "ms", JAR, 1.30));
        ground.print(worked.row("the same in processor time, launcher", "ms", LAUNCHER, 0.70));
        ground.print(memory.row("memory, idle, `java -jar`", "MB", JAR, 1.25));
        ground.print(memory.row("memory, idle, launcher", "MB", LAUNCHER, 1.25));
    }

    private static void load(Ground ground, List<Program> programs) throws IOException {
        List<Running> all = new ArrayList<>();
        try {
            for (Program program : programs) {
                // In a folder of its own, for two doors do not share a database.
                all.add(program.start(ground.folder()));
            }
            Taken speed = new Taken(all.size());
            for (int slice = 0; slice < SLICES; slice++) {
                for (int i = 0; i < all.size(); i++) {
                    Load load = Load.of(all.get(i).uri(), Map.of("Accept", "text/html"), 200);
                    speed.add(i, load.run(CONNECTIONS, LOAD.dividedBy(SLICES)).perSecond());
                }
            }
            Taken memory = new Taken(all.size());
            for (int i = 0; i < all.size(); i++) {
                memory.add(i, all.get(i).memory() / 1024.0);
            }
            String after = "memory after " + LOAD.toSeconds() + " s at full load, ";
            ground.print(memory.row(after + "`java -jar`", "MB", JAR, 0.50));
            ground.print(memory.row(after + "launcher", "MB", LAUNCHER, 0.50));
            Series ratio = speed.ratio(LAUNCHER, JAR);
            ground.print(new Row(
                    "speed meanwhile, launcher beside `java -jar`",
                    speed.median(JAR, "/s"),
                    speed.median(LAUNCHER, "/s"),
                    ratio.spread("%.2f"),
                    "≥ 0.95",
                    Row.verdict(ratio.median() >= 0.95)));
        } finally {
            all.forEach(Running::close);
        }
    }

    /** What was taken of each program, in each round. */
    private static final class Taken {

        private final List<List<Double>> all;

        Taken(int programs) {
            this.all = Stream.generate(() -> (List<Double>) new ArrayList<Double>())
                    .limit(programs)
                    .toList();
        }

        void add(int program, double figure) {
            all.get(program).add(figure);
        }

        String median(int program, String unit) {
            return String.format(
                    Locale.ROOT, "%,.0f%s", Series.of(all.get(program)).median(), unit);
        }

        Series ratio(int program, int to) {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < all.get(program).size(); i++) {
                ratios.add(all.get(program).get(i) / all.get(to).get(i));
            }
            return Series.of(ratios);
        }

        Row row(String name, String unit, int program, double goal) {
            Series ratio = ratio(program, BARE);
            return new Row(
                    name,
                    median(BARE, " " + unit),
                    median(program, " " + unit),
                    ratio.spread("%.2f"),
                    String.format(Locale.ROOT, "≤ %.2f", goal),
                    Row.verdict(ratio.median() <= goal));
        }
    }
}
