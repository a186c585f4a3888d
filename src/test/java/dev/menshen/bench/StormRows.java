package dev.menshen.bench;

import dev.menshen.JarProcess;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The gate check while many sign in at once, beside a bare handler with as many hashes computed in its process. */
final class StormRows implements Rows {

    private static final int BROWSERS = 32;
    private static final double GOAL = 0.45;
    private static final double MOST_MILLIS = 60;
    private static final int WARM_UPS = 10;
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    /** The storm is over the whole measure, and a little longer. */
    private static final Duration STORM = Ground.TIME.plusSeconds(1);

    @Override
    public void measure(Ground ground) throws SQLException {
        try (House house = House.usual(ground);
                JarProcess bare = ground.bare(List.of(), "hashes")) {
            Load quick = house.gate(bare.uri().resolve("/204"), 204);
            // A door that is asked for more hashes than it can make in time says so.
            Load signIns = house.signIn(200, 503);
            Storm limit = new Storm(ground, quick, time -> BareHashes.ask(bare.uri(), CORES, time));
            Storm ours = new Storm(ground, house.gate(), time -> signIns.run(BROWSERS, time));
            for (int i = 0; i < WARM_UPS; i++) {
                limit.round();
                ours.round();
            }
            limit.forget();
            ours.forget();
            for (int i = 0; i < Ground.ROUNDS; i++) {
                limit.round();
                ours.round();
            }
            print(ground, limit, ours);
        }
    }

    private static void print(Ground ground, Storm limit, Storm ours) {
        Series ratio = Series.of(ours.ratios);
        ground.print(new Row(
                "gate check while " + BROWSERS + " browsers sign in, of its calm rate",
                String.format(Locale.ROOT, "%.2f", Series.of(limit.ratios).median()),
                String.format(Locale.ROOT, "%.2f", ratio.median()),
                ratio.spread("%.2f"),
                String.format(Locale.ROOT, "≥ %.2f", GOAL),
                Row.verdict(ratio.median() >= GOAL)));
        Series slowest = Series.of(ours.slowest);
        ground.print(new Row(
                "99 of 100 of these checks within",
                SignInRows.millis(Series.of(limit.slowest).median()),
                SignInRows.millis(slowest.median()),
                slowest.spread("%.1f") + " ms",
                "≤ " + SignInRows.millis(MOST_MILLIS),
                Row.verdict(slowest.median() <= MOST_MILLIS)));
    }

    /** A load in calm and in storm, by turns. */
    private static final class Storm {

        private final Ground ground;
        private final Load load;
        private final Consumer<Duration> storm;
        private final List<Double> ratios = new ArrayList<>();
        private final List<Double> slowest = new ArrayList<>();

        Storm(Ground ground, Load load, Consumer<Duration> storm) {
            this.ground = ground;
            this.load = load;
            this.storm = storm;
        }

        void round() {
            double calm = ground.pace(load).perSecond();
            CompletableFuture<Void> blowing = CompletableFuture.runAsync(() -> storm.accept(STORM));
            Pace pace = ground.pace(load);
            blowing.join();
            ratios.add(pace.perSecond() / calm);
            slowest.add(pace.millis(0.99));
        }

        void forget() {
            ratios.clear();
            slowest.clear();
        }
    }
}
