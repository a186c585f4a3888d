package dev.menshen.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One who has come to the hatch: says a line, is answered with one, and goes. */
final class HatchCaller {

    private static final long PATIENCE_NANOS = Hatch.PATIENCE.toNanos();

    private final SocketChannel channel;
    private final ByteBuffer heard = ByteBuffer.allocate(Hatch.MOST_BYTES);
    private long since = System.nanoTime();
    private @Nullable ByteBuffer saying;

    HatchCaller(SocketChannel channel) {
        this.channel = channel;
    }

    /** Hears or says as much as goes now; returns whether all is said, or there is nobody to say it to. */
    boolean advance(SelectionKey key, UnaryOperator<String> desk) throws IOException {
        ByteBuffer answer = saying;
        if (answer == null) {
            int from = heard.position();
            if (channel.read(heard) < 0) {
                return true;
            }
            int end = lineEnd(from);
            if (end < 0) {
                return !heard.hasRemaining();
            }
            answer = answer(desk.apply(new String(heard.array(), 0, end, StandardCharsets.UTF_8)));
            saying = answer;
            // What the desk took is not the caller's time.
            since = System.nanoTime();
            key.interestOps(SelectionKey.OP_WRITE);
        }
        channel.write(answer);
        return !answer.hasRemaining();
    }

    private int lineEnd(int from) {
        for (int i = from; i < heard.position(); i++) {
            if (heard.get(i) == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static ByteBuffer answer(String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        if (bytes.length > Hatch.MOST_BYTES) {
            throw new IOException("an answer of " + bytes.length + " bytes");
        }
        return ByteBuffer.wrap(bytes);
    }

    /** Nanoseconds until its time is up. */
    long left() {
        return PATIENCE_NANOS - (System.nanoTime() - since);
    }

    void cutOff() {
        try {
            channel.close();
        } catch (IOException gone) {
            // as it should be
        }
    }
}
