package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * All that this run of the tests has written to standard error, where the log goes, and all secrets it has seen.
 *
 * <p>There is one for a process, as there is one standard error.
 */
final class StandardError extends OutputStream {

    static final StandardError HERE = new StandardError(System.err);

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
        byte[] all = written.toByteArray();
        assertThat(seen.inLog(new String(all, mark, all.length - mark, StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Override
    public synchronized void write(int b) {
        before.write(b);
        written.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) {
        before.write(bytes, from, count);
        written.write(bytes, from, count);
    }

    @Override
    public void flush() {
        before.flush();
    }
}
