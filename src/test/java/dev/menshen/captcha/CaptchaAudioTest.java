package dev.menshen.captcha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptchaAudioTest {

    private static final int RATE = 8000;

    /** Of 32,768: soft speech, and well above what hums where nothing is said. */
    private static final double AUDIBLE = 2000;

    private final CaptchaAudio audio = new CaptchaAudio();
    private final SplittableRandom random = new SplittableRandom(8);

    @ParameterizedTest
    @CsvSource({"zh,1", "zh,2", "zh,3", "zh,4", "en,1", "en,2", "en,3", "en,4"})
    void everyVoiceSaysEveryDigitAudiblyAndUnlikeTheOthers(String language, int number) {
        Voice voice = Voice.read(language + "-" + number);
        List<List<Integer>> said = new ArrayList<>();
        for (int digit = 0; digit < 10; digit++) {
            List<Integer> samples = new ArrayList<>();
            for (int i = 0; i < voice.length(digit); i++) {
                samples.add(voice.sample(digit, i));
            }
            assertThat((double) samples.size() / RATE)
                    .as("seconds of %d", digit)
                    .isBetween(0.15, 0.75);
            assertThat(loudness(samples)).as("loudness of %d", digit).isGreaterThan(AUDIBLE);
            said.add(samples);
        }
        assertThat(said).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void aSoundIsATelephoneCallInTheThreeChunksItNeeds(String language) {
        for (int i = 0; i < 200; i++) {
            byte[] wav = audio.wav(answer(), language, random);
            Map<String, ByteBuffer> chunks = chunks(wav);
            assertThat(chunks).containsOnlyKeys("fmt ", "fact", "data");
            ByteBuffer format = chunk(chunks, "fmt ");
            assertThat(List.of(format.getShort(), format.getShort()))
                    .as("mu-law, one channel")
                    .containsExactly((short) 7, (short) 1);
            assertThat(List.of(format.getInt(), format.getInt()))
                    .as("samples and bytes a second")
                    .containsExactly(RATE, RATE);
            assertThat(List.of(format.getShort(), format.getShort(), format.getShort()))
                    .as("bytes and bits a sample, and no more of it")
                    .containsExactly((short) 1, (short) 8, (short) 0);
            int samples = chunk(chunks, "data").remaining();
            assertThat(chunk(chunks, "fact").getInt()).isEqualTo(samples);
            assertThat((double) samples / RATE).as("seconds").isBetween(4.0, 10.0);
            assertThat(wav).hasSizeLessThan(100_000);
        }
    }

    private static Map<String, ByteBuffer> chunks(byte[] wav) {
        ByteBuffer file = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(name(file)).isEqualTo("RIFF");
        assertThat(file.getInt()).isEqualTo(file.remaining());
        assertThat(name(file)).isEqualTo("WAVE");
        Map<String, ByteBuffer> chunks = new LinkedHashMap<>();
        while (file.hasRemaining()) {
            String name = name(file);
            byte[] data = new byte[file.getInt()];
            file.get(data);
            if (data.length % 2 == 1) {
                assertThat(file.get()).as("what fills the chunk up").isZero();
            }
            chunks.put(name, ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN));
        }
        return chunks;
    }

    private static String name(ByteBuffer file) {
        byte[] name = new byte[4];
        file.get(name);
        return new String(name, StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void sevenDigitsStandOutOfTheMurmur(String language) {
        for (int i = 0; i < 50; i++) {
            List<Integer> samples = samples(audio.wav(answer(), language, random));
            int words = 0;
            int pause = 0;
            boolean speaking = false;
            for (int start = 0; start + 160 <= samples.size(); start += 160) {
                double loudness = loudness(samples.subList(start, start + 160));
                pause = loudness < AUDIBLE ? pause + 1 : 0;
                if (!speaking && loudness > AUDIBLE) {
                    speaking = true;
                    words++;
                } else if (pause >= 10) { // a fifth of a second, more than any digit is silent within
                    speaking = false;
                }
            }
            assertThat(words).isEqualTo(CaptchaAudio.LENGTH);
        }
    }

    private static ByteBuffer chunk(Map<String, ByteBuffer> chunks, String name) {
        return Objects.requireNonNull(chunks.get(name), name);
    }

    private static List<Integer> samples(byte[] wav) {
        ByteBuffer data = chunk(chunks(wav), "data");
        List<Integer> samples = new ArrayList<>();
        while (data.hasRemaining()) {
            samples.add(MuLaw.decode(data.get()));
        }
        return samples;
    }

    private static double loudness(List<Integer> samples) {
        return Math.sqrt(
                samples.stream().mapToDouble(one -> one * one).average().orElse(0));
    }

    @Test
    void twoSoundsOfOneAnswerDifferAndItIsHeardInTheLanguageOfThePage() {
        assertThat(audio.wav("0123456", "en", random)).isNotEqualTo(audio.wav("0123456", "en", random));
        assertThat(audio.wav("0123456", "en", new SplittableRandom(3)))
                .isNotEqualTo(audio.wav("0123456", "zh", new SplittableRandom(3)));
        assertThat(audio.wav("0123456", "en", new SplittableRandom(3)))
                .isNotEqualTo(audio.wav("0123457", "en", new SplittableRandom(3)));
    }

    @Test
    void manyThreadsSayWhatOneSaysFromTheSameChance() throws Exception {
        List<Callable<byte[]>> sounds = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            long seed = i;
            sounds.add(() -> audio.wav("7654321", seed % 2 == 0 ? "zh" : "en", new SplittableRandom(seed)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<byte[]>> heard = threads.invokeAll(sounds);
            CaptchaAudio alone = new CaptchaAudio();
            for (int i = 0; i < heard.size(); i++) {
                assertThat(heard.get(i).get())
                        .isEqualTo(alone.wav("7654321", i % 2 == 0 ? "zh" : "en", new SplittableRandom(i)));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123456", "12345678", "123456x", "-123456", "１２３４５６７", "一二三四五六七", "1234567\u0000"})
    void whatIsNoAnswerIsRefused(String answer) {
        assertThatIllegalArgumentException().isThrownBy(() -> audio.wav(answer, "en", random));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fr", "EN", "../captcha/en", "en-1"})
    void aLanguageThatNobodyRecordedIsRefused(String language) {
        assertThatIllegalArgumentException().isThrownBy(() -> audio.wav("1234567", language, random));
    }

    @Test
    void aSoundDoesNotNameItsAnswer() {
        for (int i = 0; i < 200; i++) {
            String answer = answer();
            assertThat(new String(audio.wav(answer, "en", random), StandardCharsets.ISO_8859_1))
                    .doesNotContain(answer);
        }
    }

    @Test
    void itIsNoEasierToGuessThanThePictureAndNoLongerThanThat() {
        double letters = Math.pow(CaptchaImage.ALPHABET.length(), CaptchaImage.LENGTH);
        assertThat(Math.pow(10, CaptchaAudio.LENGTH)).isGreaterThanOrEqualTo(letters);
        assertThat(Math.pow(10, CaptchaAudio.LENGTH - 1)).isLessThan(letters);
    }

    @Test
    void everyByteOfMuLawIsReadAsItWasWritten() {
        for (int code = 0; code < 256; code++) {
            int sample = MuLaw.decode((byte) code);
            assertThat(MuLaw.decode(MuLaw.encode(sample))).isEqualTo(sample);
        }
        // Two values of the standard's table, at 16 bits, and what is too loud.
        assertThat(MuLaw.decode((byte) 0x80)).isEqualTo(32_124);
        assertThat(MuLaw.decode((byte) 0x00)).isEqualTo(-32_124);
        assertThat(MuLaw.encode(0)).isEqualTo((byte) 0xff);
        assertThat(MuLaw.encode(1_000_000)).isEqualTo((byte) 0x80);
        assertThat(MuLaw.encode(-1_000_000)).isEqualTo((byte) 0x00);
    }

    @Test
    void mixingIsQuickAndTakesLittleMemory() {
        for (int i = 0; i < 200; i++) {
            audio.wav("0123456", "zh", random);
        }
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long worked = thread.getCurrentThreadCpuTime();
        long taken = thread.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < 200; i++) {
            audio.wav("0123456", "zh", random);
        }
        assertThat((thread.getCurrentThreadCpuTime() - worked) / 200)
                .as("nanoseconds of work a sound")
                .isLessThan(10_000_000);
        assertThat((thread.getThreadAllocatedBytes(Thread.currentThread().getId()) - taken) / 200)
                .as("bytes a sound")
                .isLessThan(500_000);
    }

    private String answer() {
        StringBuilder answer = new StringBuilder();
        for (int i = 0; i < CaptchaAudio.LENGTH; i++) {
            answer.append(random.nextInt(10));
        }
        return answer.toString();
    }
}
