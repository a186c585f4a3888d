import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Records the digits of the captcha's sound: {@code apt-get install espeak-ng && java src/main/audio/Record.java}.
 *
 * <p>One {@code .au} file a voice, 8 kHz mu-law, the ten digits one after the other without silence; its annotation says
 * which command spoke them, and after the colon how many samples each digit has. espeak-ng is under GPL-3, which covers what
 * a program puts out only where its content makes that a covered work (section 2); we take it that ten spoken words are none.
 */
final class Record {

    private static final Path FOLDER = Path.of("src/main/resources/dev/menshen/captcha");

    /** One is yao, as everybody reads numbers out: yi and qi are not to be told apart on a telephone. */
    private static final String CHINESE = "ling2 yao1 er4 san1 si4 wu3 liu4 qi1 ba1 jiu3";

    private static final String ENGLISH = "zero one two three four five six seven eight nine";

    private static final int RATE = 8000;

    /** Above half of the rate nothing may be left; the slope of the filter needs some room below it. */
    private static final double HIGHEST = 3850;

    /** Half the length of the low-pass filter, in samples of what is filtered. */
    private static final int TAPS = 128;

    /** How much of a sample is taken off the next one: high tones gain, of which consonants are made. */
    private static final double EMPHASIS = 0.5;

    /** All voices are about as loud as one another: the root mean square of a digit, of 32,768. */
    private static final double LOUDNESS = 4500;

    /** What is softer than this part of the loudest sample is silence, at both ends of a digit. */
    private static final double SILENCE = 0.012;

    private Record() {}

    /** Writes the files anew. */
    public static void main(String[] none) throws IOException, InterruptedException {
        // Of twenty English variants those whose words pocketsphinx understood best at this rate; Chinese has the same.
        voice("zh-1", CHINESE, "cmn-latn-pinyin+klatt4", 130);
        voice("zh-2", CHINESE, "cmn-latn-pinyin+f2", 145);
        voice("zh-3", CHINESE, "cmn-latn-pinyin+klatt", 130);
        voice("zh-4", CHINESE, "cmn-latn-pinyin+f5", 145);
        voice("en-1", ENGLISH, "en-us+klatt4", 150);
        voice("en-2", ENGLISH, "en-us+f2", 155);
        voice("en-3", ENGLISH, "en-us+klatt", 150);
        voice("en-4", ENGLISH, "en-us+f5", 155);
    }

    private static void voice(String name, String words, String voice, int speed)
            throws IOException, InterruptedException {
        List<String> command = List.of("espeak-ng", "-v", voice, "-s", Integer.toString(speed), "--stdout");
        ByteArrayOutputStream sound = new ByteArrayOutputStream();
        List<Integer> lengths = new ArrayList<>();
        for (String word : words.split(" ")) {
            byte[] digit = digit(command, word);
            lengths.add(digit.length);
            sound.write(digit);
        }
        String counted = lengths.stream().map(Object::toString).collect(Collectors.joining(" "));
        byte[] note = (String.join(" ", command) + ": " + counted + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(file);
        header.writeInt(0x2e736e64); // ".snd"
        header.writeInt(24 + note.length);
        header.writeInt(sound.size());
        header.writeInt(1); // mu-law
        header.writeInt(RATE);
        header.writeInt(1); // channel
        header.write(note);
        header.write(sound.toByteArray());
        Files.write(FOLDER.resolve(name + ".au"), file.toByteArray());
        System.out.println(name + ".au: " + file.size() + " bytes");
    }

    private static byte[] digit(List<String> command, String word) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(command);
        whole.add(word);
        Process process = new ProcessBuilder(whole)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ByteBuffer wav = ByteBuffer.wrap(process.getInputStream().readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        if (process.waitFor() != 0 || wav.limit() < 44) {
            throw new IOException(whole + " said nothing");
        }
        double[] spoken = new double[(wav.limit() - 44) / 2];
        for (int i = 0; i < spoken.length; i++) {
            spoken[i] = wav.getShort(44 + 2 * i);
        }
        return encode(level(trim(emphasise(resample(spoken, wav.getInt(24))))));
    }

    /** The same sound at our rate, by a windowed sinc. */
    private static double[] resample(double[] from, int rate) {
        double[] to = new double[(int) ((long) from.length * RATE / rate)];
        double cut = HIGHEST / rate;
        for (int i = 0; i < to.length; i++) {
            double at = (double) i * rate / RATE;
            double sum = 0;
            for (int j = Math.max(0, (int) at - TAPS); j < Math.min(from.length, (int) at + TAPS); j++) {
                double far = j - at;
                double window = 0.5 + 0.5 * Math.cos(Math.PI * far / (TAPS + 1));
                double sinc = far == 0 ? 2 * cut : Math.sin(2 * Math.PI * cut * far) / (Math.PI * far);
                sum += from[j] * sinc * window;
            }
            to[i] = sum;
        }
        return to;
    }

    private static double[] emphasise(double[] sound) {
        for (int i = sound.length - 1; i > 0; i--) {
            sound[i] -= EMPHASIS * sound[i - 1];
        }
        return sound;
    }

    private static double[] trim(double[] sound) {
        double loudest = 0;
        for (double sample : sound) {
            loudest = Math.max(loudest, Math.abs(sample));
        }
        int start = 0;
        while (Math.abs(sound[start]) < SILENCE * loudest) {
            start++;
        }
        int end = sound.length;
        while (Math.abs(sound[end - 1]) < SILENCE * loudest) {
            end--;
        }
        return java.util.Arrays.copyOfRange(sound, start, end);
    }

    private static double[] level(double[] sound) {
        double squares = 0;
        for (double sample : sound) {
            squares += sample * sample;
        }
        double gain = LOUDNESS / Math.sqrt(squares / sound.length);
        for (int i = 0; i < sound.length; i++) {
            sound[i] = Math.max(-32_000, Math.min(32_000, sound[i] * gain));
        }
        return sound;
    }

    /** Mu-law (ITU-T G.711): sign, exponent and mantissa of the sample plus 132, all bits turned over. */
    private static byte[] encode(double[] sound) {
        byte[] encoded = new byte[sound.length];
        for (int i = 0; i < sound.length; i++) {
            int size = Math.min((int) Math.abs(Math.round(sound[i])), 32_635) + 132;
            int exponent = 24 - Integer.numberOfLeadingZeros(size);
            int mantissa = size >> exponent + 3 & 15;
            encoded[i] = (byte) ~((sound[i] < 0 ? 0x80 : 0) | exponent << 4 | mantissa);
        }
        return encoded;
    }
}
