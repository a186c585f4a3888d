package dev.menshen.captcha;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Sound in mu-law as a WAV file of the three chunks it cannot do without.
 *
 * <p>Source: Multimedia Programming Interface and Data Specifications 1.0 (IBM, Microsoft, 1991), and New Multimedia
 * Data Types and Data Techniques 3.0 (Microsoft, 1994) for {@code fact} and the length of what follows the format.
 */
final class Wav {

    private static final short MU_LAW = 7;
    private static final int FORMAT = 18;
    private static final int CHUNK_FRAME = 8; // type and length, four bytes each

    private Wav() {}

    /** The whole file, of one channel. */
    static byte[] of(byte[] codes, int rate) {
        int padding = codes.length & 1; // a chunk begins at an even place
        int size = 4 + 3 * CHUNK_FRAME + FORMAT + Integer.BYTES + codes.length + padding;
        ByteBuffer file = ByteBuffer.allocate(CHUNK_FRAME + size).order(ByteOrder.LITTLE_ENDIAN);
        chunk(file, "RIFF", size).put(name("WAVE"));
        chunk(file, "fmt ", FORMAT)
                .putShort(MU_LAW)
                .putShort((short) 1) // channels
                .putInt(rate)
                .putInt(rate) // bytes a second
                .putShort((short) 1) // bytes a sample
                .putShort((short) 8) // bits a sample
                .putShort((short) 0); // nothing follows
        chunk(file, "fact", Integer.BYTES).putInt(codes.length);
        chunk(file, "data", codes.length).put(codes);
        return file.array();
    }

    private static ByteBuffer chunk(ByteBuffer file, String type, int length) {
        return file.put(name(type)).putInt(length);
    }

    private static byte[] name(String type) {
        return type.getBytes(StandardCharsets.US_ASCII);
    }
}
