package dev.menshen.captcha;

/** Samples of sound as one byte each, fine where they are soft and coarse where they are loud (ITU-T G.711, mu-law). */
final class MuLaw {

    private static final int BIAS = 132; // lifts the softest samples into the first of eight segments
    private static final int LOUDEST = 0x7fff - BIAS;
    private static final int SIGN = 0x80;

    private MuLaw() {}

    /** The sample that this byte stands for, of 16 bits. */
    static int decode(byte code) {
        int bits = ~code;
        int size = ((((bits & 15) << 3) + BIAS) << ((bits >> 4) & 7)) - BIAS;
        return (bits & SIGN) == 0 ? size : -size;
    }

    /** The byte for this sample; one too loud for 16 bits is as loud as there is. */
    static byte encode(int sample) {
        int size = Math.min(Math.abs(sample), LOUDEST) + BIAS;
        int segment = 24 - Integer.numberOfLeadingZeros(size);
        int bits = (sample < 0 ? SIGN : 0) | segment << 4 | ((size >> (segment + 3)) & 15);
        return (byte) ~bits;
    }
}
