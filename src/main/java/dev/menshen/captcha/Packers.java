package dev.menshen.captcha;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.zip.Deflater;

/** Deflaters that wait for the next picture: to make one costs more than to use it. */
final class Packers {

    /** A deflater holds a quarter of a megabyte. More than this many at once are rare, and made anew. */
    private static final int MOST_IDLE = 8;

    private final Queue<Deflater> idle = new ArrayBlockingQueue<>(MOST_IDLE);

    /** These bytes in zlib's format (RFC 1950). */
    byte[] pack(byte[] bytes) {
        Deflater waiting = idle.poll();
        Deflater deflater = waiting == null ? fresh() : waiting;
        deflater.setInput(bytes);
        deflater.finish();
        byte[] packed = new byte[bytes.length + 64]; // deflate adds at most 5 bytes a block and 6 in all
        int length = 0;
        while (!deflater.finished()) { // a fresh one gives nothing the first time: it is busy with its strategy
            length += deflater.deflate(packed, length, packed.length - length);
        }
        deflater.reset();
        if (!idle.offer(deflater)) {
            deflater.end();
        }
        return Arrays.copyOf(packed, length);
    }

    private static Deflater fresh() {
        Deflater deflater = new Deflater();
        // There is little in them that comes twice: to look for it takes three times as long and saves a tenth at most.
        deflater.setStrategy(Deflater.HUFFMAN_ONLY);
        return deflater;
    }
}
