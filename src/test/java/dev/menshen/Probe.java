package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Somebody who asks for a page again and again, each time on a new connection, and takes the time. */
public final class Probe {

    /** What a busy machine may add to any time by itself: another process has the core for a while. */
    private static final long NOISE = TimeUnit.MILLISECONDS.toNanos(500);

    /** Nobody waits longer, not even once: threads that are held by others are held for ten seconds and more. */
    private static final long WORST = TimeUnit.SECONDS.toNanos(4);

    private final URI server;
    private final String path;

    public Probe(URI server, String path) {
        this.server = server;
        this.path = path;
    }

    /** The time, in nanoseconds, that 95 of 100 such answers need no more than; fails when one is a 5xx or takes seconds. */
    public long p95(int rounds) {
        long[] times = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            String answer = RawClient.ask(server, "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            times[i] = System.nanoTime() - start;
            assertThat(answer).matches("(?s)HTTP/1\\.1 [24].*");
            assertThat(times[i]).as("one answer").isLessThan(WORST);
        }
        Arrays.sort(times);
        return times[rounds * 95 / 100];
    }

    /** Demands that this is not more than twice the time that it was while nothing else went on. */
    public static void isNotDisturbed(String by, long p95, long idle) {
        System.out.printf("%s: p95 %.1f ms, idle %.1f ms%n", by, p95 / 1e6, idle / 1e6);
        assertThat(p95).as(by).isLessThanOrEqualTo(2 * idle + NOISE);
    }
}
