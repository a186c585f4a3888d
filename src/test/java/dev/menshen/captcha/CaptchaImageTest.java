package dev.menshen.captcha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.menshen.store.Race;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptchaImageTest {

    private final CaptchaImage image = new CaptchaImage(1);
    private final RandomGenerator random = new SplittableRandom(8);

    @Test
    void theFileHasOnlyTheThreeChunksItNeeds() {
        assertThat(chunks(image.png("GATE2", 1, random))).containsExactly("IHDR", "IDAT", "IEND");
    }

    private static List<String> chunks(byte[] png) {
        ByteBuffer file = ByteBuffer.wrap(png);
        assertThat(file.getLong()).isEqualTo(0x89504E470D0A1A0AL);
        List<String> names = new ArrayList<>();
        while (file.hasRemaining()) {
            byte[] data = new byte[file.getInt() + 4];
            file.get(data);
            CRC32 checksum = new CRC32();
            checksum.update(data);
            assertThat(file.getInt()).isEqualTo((int) checksum.getValue());
            names.add(new String(data, 0, 4, StandardCharsets.US_ASCII));
        }
        return names;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aPictureIsAsLargeAsItsScaleSaysAndFourBitsDeep(int scale) throws IOException {
        byte[] png = image.png("GATE2", scale, random);
        BufferedImage picture = read(png);

        assertThat(picture.getWidth()).isEqualTo(120 * scale);
        assertThat(picture.getHeight()).isEqualTo(30 * scale);
        assertThat(png[24]).as("bits a pixel").isEqualTo((byte) 4);
        assertThat(png[25]).as("colour type: grey").isZero();
    }

    private static BufferedImage read(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void inEveryStyleInkAndPaperDifferAsMuchAsTextMustAndThePaperIsPlain(int scale) throws IOException {
        Set<Boolean> negative = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            CaptchaImage anyHouse = new CaptchaImage(random.nextLong());
            int[] greys = greys(read(anyHouse.png(answer(random), scale, random)));
            int dark = IntStream.of(greys).min().orElseThrow();
            boolean light = share(greys, 15) > share(greys, dark);
            negative.add(!light);

            assertThat(contrast(15, dark)).isGreaterThanOrEqualTo(7);
            assertThat(share(greys, light ? dark : 15)).isBetween(0.05, 0.5);
            assertThat(share(greys, light ? 15 : dark)).isGreaterThan(0.3);
        }
        assertThat(negative).containsExactlyInAnyOrder(true, false);
    }

    private static int[] greys(BufferedImage picture) {
        Raster raster = picture.getRaster();
        return raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null);
    }

    /** The contrast ratio of WCAG 2.2. */
    private static double contrast(int light, int dark) {
        return (luminance(light) + 0.05) / (luminance(dark) + 0.05);
    }

    private static double luminance(int grey) {
        double part = grey / 15.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    private static double share(int[] greys, int wanted) {
        int found = 0;
        for (int grey : greys) {
            found += grey == wanted ? 1 : 0;
        }
        return (double) found / greys.length;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void noLetterIsCutOffByTheEdge(int scale) throws IOException {
        for (int i = 0; i < 200; i++) {
            BufferedImage picture = read(image.png(answer(random), scale, random));
            int width = picture.getWidth();
            int height = picture.getHeight();
            int[] greys = greys(picture);
            boolean negative = IntStream.of(greys).average().orElseThrow() < 7.5;
            int inked = 0;
            for (int x = 0; x < width; x++) {
                inked += greys[x] < 8 != negative ? 1 : 0;
                inked += greys[(height - 1) * width + x] < 8 != negative ? 1 : 0;
            }
            for (int y = 0; y < height; y++) {
                inked += greys[y * width] < 8 != negative ? 1 : 0;
                inked += greys[y * width + width - 1] < 8 != negative ? 1 : 0;
            }

            assertThat(inked).isLessThanOrEqualTo(6 * scale);
        }
    }

    @Test
    void twoHousesDrawUnlikeEachOtherWhateverTheChance() {
        Set<String> pictures = new HashSet<>();
        for (int house = 0; house < 50; house++) {
            byte[] png = new CaptchaImage(house).png("GATE2", 1, new SplittableRandom(3));
            pictures.add(new String(png, StandardCharsets.ISO_8859_1));
        }

        assertThat(pictures).hasSize(50);
    }

    @Test
    void oneHouseDrawsTheSameAfterARestartAndInSeveralStyles() throws IOException {
        Set<Boolean> negative = new HashSet<>();
        for (int house = 0; house < 20; house++) {
            CaptchaImage before = new CaptchaImage(house);
            CaptchaImage after = new CaptchaImage(house);
            Set<Long> amounts = new HashSet<>();
            for (int i = 0; i < 30; i++) {
                byte[] png = before.png("GATE2", 1, new SplittableRandom(i));
                assertThat(after.png("GATE2", 1, new SplittableRandom(i))).isEqualTo(png);
                int[] greys = greys(read(png));
                negative.add(IntStream.of(greys).average().orElseThrow() < 7.5);
                amounts.add(Math.round(20 * share(greys, 15)));
            }
            assertThat(amounts).as("how full of ink").hasSizeGreaterThan(2);
        }
        assertThat(negative).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void theHouseIsAskedWithTheFirstPictureAndOnceHoweverManyComeFirst() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CaptchaImage lazy = new CaptchaImage(asked::incrementAndGet);
        assertThatIllegalArgumentException().isThrownBy(() -> lazy.png("GATE", 1, random));
        assertThat(asked).hasValue(0);

        Race.of(8, i -> lazy.png("GATE2", 1, new SplittableRandom(i)));

        assertThat(asked).hasValue(1);
        assertThat(lazy.png("GATE2", 1, new SplittableRandom(3)))
                .isEqualTo(image.png("GATE2", 1, new SplittableRandom(3)));
    }

    @Test
    void everyLetterOfTheAlphabetIsDrawnUnlikeTheOthers() {
        Set<String> pictures = new HashSet<>();
        for (char letter : CaptchaImage.ALPHABET.toCharArray()) {
            byte[] png = image.png(Character.toString(letter).repeat(5), 1, new SplittableRandom(1));
            pictures.add(new String(png, StandardCharsets.ISO_8859_1));
        }

        assertThat(pictures).hasSameSizeAs(CaptchaImage.ALPHABET.toCharArray());
    }

    @Test
    void twoPicturesOfOneAnswerDiffer() {
        assertThat(image.png("GATE2", 1, random)).isNotEqualTo(image.png("GATE2", 1, random));
    }

    @Test
    void theSameChanceDrawsTheSamePicture() {
        assertThat(image.png("GATE2", 2, new SplittableRandom(3)))
                .isEqualTo(image.png("GATE2", 2, new SplittableRandom(3)));
    }

    @Test
    void manyThreadsDrawWhatOneDraws() throws Exception {
        List<Callable<byte[]>> drawings = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            long seed = i;
            drawings.add(() -> image.png("GATE2", 1, new SplittableRandom(seed)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<byte[]>> drawn = threads.invokeAll(drawings);
            for (int i = 0; i < drawn.size(); i++) {
                assertThat(drawn.get(i).get()).isEqualTo(image.png("GATE2", 1, new SplittableRandom(i)));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GATE", "GATE22", "GATEO", "gate2", "GATE ", "GAT\u0000E", "ＧATE2", "门神门神门", "GATE#"})
    void whatIsNoAnswerIsRefused(String answer) {
        assertThatIllegalArgumentException().isThrownBy(() -> image.png(answer, 1, random));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 3, Integer.MAX_VALUE})
    void anotherScaleIsRefused(int scale) {
        assertThatIllegalArgumentException().isThrownBy(() -> image.png("GATE2", scale, random));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aPictureIsSmallAndDoesNotNameItsAnswer(int scale) {
        int limit = 1024 * scale;
        long bytes = 0;
        for (int i = 0; i < 1000; i++) {
            String answer = answer(random);
            byte[] png = new CaptchaImage(i / 20).png(answer, scale, random);

            bytes += png.length;
            assertThat(png).hasSizeLessThan(limit * 3 / 2);
            assertThat(new String(png, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT))
                    .doesNotContain(answer);
        }
        assertThat(bytes / 1000).isLessThanOrEqualTo(limit);
    }

    private static String answer(RandomGenerator random) {
        StringBuilder answer = new StringBuilder();
        for (int i = 0; i < CaptchaImage.LENGTH; i++) {
            answer.append(CaptchaImage.ALPHABET.charAt(random.nextInt(CaptchaImage.ALPHABET.length())));
        }
        return answer.toString();
    }

    @Test
    void theAlphabetHasNoCharacterTwiceAndOneOfEachLookAlikePairAtMost() {
        assertThat(CaptchaImage.ALPHABET.chars().distinct().count()).isEqualTo(CaptchaImage.ALPHABET.length());
        for (String alike : List.of(
                "B68", "HKRN", "HAN", "MN", "A4", "X7", "Z27", "CE", "CG6", "EF", "FT", "IL1", "OQ0D", "S5", "UV",
                "PR")) {
            assertThat(CaptchaImage.ALPHABET.chars().filter(letter -> alike.indexOf(letter) >= 0))
                    .as(alike)
                    .hasSizeLessThanOrEqualTo(1);
        }
    }
}
