package dev.menshen.captcha;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A picture in sixteen greys as a PNG file of the three chunks it cannot do without.
 *
 * <p>Source: W3C PNG (third edition), sections 5 (chunks), 7 (scan lines), 9 (filters) and 11.2 (IHDR).
 */
final class GreyPng {

    private static final long SIGNATURE = 0x89504E470D0A1A0AL;
    private static final int BITS = 4;
    private static final int CHUNK_FRAME = 12; // length, type and checksum, four bytes each
    private static final int HEADER = 13;

    private final int width;
    private final int height;
    private final byte[] tones;
    private final byte[] greys;

    /**
     * A picture of these tones.
     *
     * @param width in pixels, even, so that no byte is half full
     * @param height in pixels
     * @param tones row by row, each a place in {@code greys}
     * @param greys each from 0, black, to 15, white
     */
    GreyPng(int width, int height, byte[] tones, byte[] greys) {
        this.width = width;
        this.height = height;
        this.tones = tones;
        this.greys = greys;
    }

    /** The whole file. */
    byte[] bytes(Packers packers) {
        byte[] packed = packers.pack(lines());
        ByteBuffer file = ByteBuffer.allocate(Long.BYTES + 3 * CHUNK_FRAME + HEADER + packed.length);
        file.putLong(SIGNATURE);
        byte[] header = ByteBuffer.allocate(HEADER)
                .putInt(width)
                .putInt(height)
                .put((byte) BITS)
                .array(); // the zeros that follow: greyscale, deflate, the standard filters, not interlaced
        chunk(file, "IHDR", header);
        chunk(file, "IDAT", packed);
        chunk(file, "IEND", new byte[0]);
        return file.array();
    }

    /** Every scan line behind a zero, which says that it is not filtered: our large plain areas pack best as they are. */
    private byte[] lines() {
        int row = 1 + width / 2;
        byte[] lines = new byte[row * height];
        for (int y = 0; y < height; y++) {
            int start = y * row + 1;
            int pixel = y * width;
            for (int x = 0; x < width / 2; x++) {
                lines[start + x] = (byte) (greys[tones[pixel + 2 * x]] << BITS | greys[tones[pixel + 2 * x + 1]]);
            }
        }
        return lines;
    }

    private static void chunk(ByteBuffer file, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(data);
        file.putInt(data.length).put(name).put(data).putInt((int) checksum.getValue());
    }
}
