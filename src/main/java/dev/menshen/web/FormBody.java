package dev.menshen.web;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The body of a form while it comes in: what a form can have is kept, what is beyond that only counted. */
final class FormBody {

    /** The attribute of a request whose body the server has collected before anybody handled it. */
    static final String COLLECTED = "dev.menshen.body";

    /**
     * Of a body that is too large so much is read and dropped before it is refused: a client that is answered, and cut
     * off, while it still sends sees a broken connection instead of the answer.
     */
    static final long MOST_DRAINED = 16 * 1024 * 1024;

    private byte[] kept = new byte[1024];
    private long total;
    private int refusal;

    /** Takes what came next out of the buffer. */
    void add(ByteBuffer more) {
        int count = more.remaining();
        if (total + count <= FormReader.MOST_BYTES) {
            int end = (int) total + count;
            if (end > kept.length) {
                kept = Arrays.copyOf(kept, Math.min(FormReader.MOST_BYTES, Math.max(end, 2 * kept.length)));
            }
            more.get(kept, (int) total, count);
        } else {
            kept = new byte[0];
            more.position(more.limit());
            refusal = 413;
        }
        total += count;
    }

    /** Gives the body up, to be refused with this HTTP status. */
    void refuse(int status) {
        kept = new byte[0];
        refusal = status;
    }

    /** Whether it is so large that not even the rest of it is worth reading. */
    boolean isBeyondAll() {
        return total > MOST_DRAINED;
    }

    /** Bytes of memory that it takes. */
    int weight() {
        return kept.length;
    }

    /** The HTTP status to refuse it with, or zero. */
    int refusal() {
        return refusal;
    }

    /** The whole body. */
    byte[] bytes() {
        return Arrays.copyOf(kept, (int) total);
    }
}
