package dev.menshen.captcha;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * One speaker's ten digits, 8 kHz in mu-law, as {@code src/main/audio/Record.java} recorded them: the file's annotation
 * says after a colon how many samples each digit has.
 */
final class Voice {

    private static final int DIGITS = 10;
    private static final int MAGIC = 0x2e736e64; // ".snd"
    private static final int HEADER = 24;

    private final byte[] sound;
    private final int[] starts;

    private Voice(byte[] sound, int[] starts) {
        this.sound = sound;
        this.starts = starts;
    }

    /** The voice that ships with the program under this name. */
    static Voice read(String name) {
        try (InputStream file = Voice.class.getResourceAsStream(name + ".au")) {
            return read(new DataInputStream(Objects.requireNonNull(file, name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Voice read(DataInputStream file) throws IOException {
        if (file.readInt() != MAGIC) {
            throw new IOException("not a file of sound");
        }
        int note = file.readInt() - HEADER;
        int size = file.readInt();
        file.skipNBytes(HEADER - 3 * Integer.BYTES); // mu-law, 8 kHz, one channel: we recorded them
        String text = new String(file.readNBytes(note), StandardCharsets.US_ASCII);
        String[] lengths = text.substring(text.indexOf(':') + 1).strip().split(" ", -1);
        int[] starts = new int[DIGITS + 1];
        for (int digit = 0; digit < DIGITS; digit++) {
            starts[digit + 1] = starts[digit] + Integer.parseInt(lengths[digit]);
        }
        if (starts[DIGITS] != size) {
            throw new IOException("its digits are not as long as it says");
        }
        return new Voice(file.readNBytes(size), starts);
    }

    /** How many samples this digit has. */
    int length(int digit) {
        return starts[digit + 1] - starts[digit];
    }

    /** This digit's sample of this number, of 16 bits. */
    int sample(int digit, int number) {
        return MuLaw.decode(sound[starts[digit] + number]);
    }
}
