package dev.menshen.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** How quickly a load was answered. */
final class Pace {

    private static final double NANOS_A_SECOND = 1e9;
    private static final double NANOS_A_MILLISECOND = 1e6;

    private final double perSecond;
    private final long[] waits;

    private Pace(double perSecond, long[] waits) {
        this.perSecond = perSecond;
        this.waits = waits;
    }

    /** The pace of these answers, of each of which is given how long it took, in so many nanoseconds altogether. */
    static Pace of(List<long[]> waits, long nanos) {
        long[] all = waits.stream().flatMapToLong(LongStream::of).toArray();
        Arrays.sort(all);
        return new Pace(all.length * NANOS_A_SECOND / nanos, all);
    }

    /** Answers a second. */
    double perSecond() {
        return perSecond;
    }

    /** Milliseconds within which this part of the answers came. */
    double millis(double part) {
        return waits[(int) Math.min(waits.length - 1L, Math.round(part * waits.length))] / NANOS_A_MILLISECOND;
    }
}
