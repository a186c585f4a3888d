package dev.menshen.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/** Two rates, one at the limit and one at Menshen, measured in turns; what counts is their ratio. */
final class Pair {

    /**
     * What is measured is a door that has been open for a while: the machine knows only after some 600 hashes, or half a
     * minute of pages, how to compile them best.
     */
    private static final int WARM_UPS = 24;

    private final String name;
    private final DoubleSupplier limit;
    private final DoubleSupplier menshen;

    /** A pair of rates a second, each measured once more whenever it is asked for. */
    Pair(String name, DoubleSupplier limit, DoubleSupplier menshen) {
        this.name = name;
        this.limit = limit;
        this.menshen = menshen;
    }

    /** Warms both up, measures them in turns, and returns the row. */
    Row row(int rounds, double goal) {
        List<Double> limits = new ArrayList<>();
        List<Double> ours = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int i = -WARM_UPS; i < rounds; i++) {
            double most = limit.getAsDouble();
            double reached = menshen.getAsDouble();
            if (i >= 0) {
                limits.add(most);
                ours.add(reached);
                ratios.add(reached / most);
            }
        }
        Series ratio = Series.of(ratios);
        return new Row(
                name,
                rate(Series.of(limits).median()),
                rate(Series.of(ours).median()),
                ratio.spread("%.2f"),
                String.format(Locale.ROOT, "≥ %.2f", goal),
                Row.verdict(ratio.median() >= goal));
    }

    /** Hashes come some thirty a second, pages in thousands. */
    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 1_000 ? "%.1f/s" : "%,.0f/s", perSecond);
    }
}
