package dev.menshen.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** Two loads of the same shape, one at the limit and one at Menshen, in turns; what counts is their ratio. */
final class Pair {

    private final String name;
    private final Load limit;
    private final Load menshen;
    private final double goal;

    Pair(String name, Load limit, Load menshen, double goal) {
        this.name = name;
        this.limit = limit;
        this.menshen = menshen;
        this.goal = goal;
    }

    /** Warms both up, measures them in turns, and returns a row of a Markdown table. */
    String row(int rounds, Duration time, int connections) {
        limit.perSecond(connections, time);
        menshen.perSecond(connections, time);
        limit.perSecond(connections, time);
        menshen.perSecond(connections, time);
        double[] limits = new double[rounds];
        double[] ours = new double[rounds];
        double[] ratios = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            limits[i] = limit.perSecond(connections, time);
            ours[i] = menshen.perSecond(connections, time);
            ratios[i] = ours[i] / limits[i];
        }
        Arrays.sort(ratios);
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f/s | %,.0f/s | %.2f (%.2f–%.2f) | ≥ %.2f | %s |",
                name,
                median(limits),
                median(ours),
                median(ratios),
                ratios[0],
                ratios[rounds - 1],
                goal,
                median(ratios) >= goal ? "met" : "not met");
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
