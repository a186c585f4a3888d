package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * All that this run of the tests has written to standard error, where the log goes, and all secrets it has seen.
 *
 * <p>There is one for a process, as there is one standard error.
 */
final class StandardError extends OutputStream {

    static final StandardError HERE = new StandardError(System.err);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PrintStream before;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Canaries seen = new Canaries();

    private StandardError(PrintStream before) {
        this.before = before;
        System.setErr(new PrintStream(this, true, StandardCharsets.UTF_8));
    }

    /** How much there is so far. */
    synchronized int mark() {
        return written.size();
    }

    /** Demands that none of these secrets, and none of those seen earlier, was written since this mark. */
    synchronized void hasNone(Canaries canaries, int mark) {
        seen.all(canaries);
        assertThat(seen.inLog(since(mark))).isEmpty();
    }

    /** All that was written since this mark. */
    synchronized String since(int mark) {
        byte[] all = written.toByteArray();
        return new String(all, mark, all.length - mark, StandardCharsets.UTF_8);
    }

    /** Waits until so many lines since this mark contain this. */
    synchronized void await(int mark, String what, int lines) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (since(mark).lines().filter(line -> line.contains(what)).count() < lines) {
            long left = (end - System.nanoTime()) / 1_000_000;
            assertThat(left)
                    .as("%d lines with '%s' in %s", lines, what, since(mark))
                    .isPositive();
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public synchronized void write(int b) {
        before.write(b);
        written.write(b);
        notifyAll();
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) {
        before.write(bytes, from, count);
        written.write(bytes, from, count);
        notifyAll();
    }

    @Override
    public void flush() {
        before.flush();
    }
}
