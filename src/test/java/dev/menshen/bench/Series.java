package dev.menshen.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One figure from each round: the median counts, and the least and the most say how far it can be trusted. */
final class Series {

    private final double[] sorted;

    private Series(double[] sorted) {
        this.sorted = sorted;
    }

    /** These figures, of which there is one at the least. */
    static Series of(List<Double> figures) {
        return new Series(
                figures.stream().mapToDouble(Double::doubleValue).sorted().toArray());
    }

    double most() {
        return sorted[sorted.length - 1];
    }

    double median() {
        return sorted[sorted.length / 2];
    }

    /** The median, with the least and the most in brackets. */
    String spread(String format) {
        double[] three = {median(), sorted[0], sorted[sorted.length - 1]};
        return String.format(
                Locale.ROOT,
                format + " (" + format + "–" + format + ")",
                Arrays.stream(three).boxed().toArray());
    }
}
