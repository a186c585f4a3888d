package dev.menshen.captcha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptchaImageTest {

    private final CaptchaImage image = new CaptchaImage();
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
    void theInkIsDarkAndThePaperIsWhite(int scale) throws IOException {
        for (int i = 0; i < 50; i++) {
            int[] greys = greys(read(image.png(answer(random), scale, random)));
            int ink = 15;
            for (int grey : greys) {
                ink = Math.min(ink, grey);
            }

            assertThat(contrast(15, ink)).isGreaterThanOrEqualTo(7);
            assertThat(share(greys, ink)).isBetween(0.12, 0.6);
            assertThat(share(greys, 15)).isGreaterThan(0.3);
        }
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
            int dark = 0;
            for (int x = 0; x < width; x++) {
                dark += greys[x] < 8 ? 1 : 0;
                dark += greys[(height - 1) * width + x] < 8 ? 1 : 0;
            }
            for (int y = 0; y < height; y++) {
                dark += greys[y * width] < 8 ? 1 : 0;
                dark += greys[y * width + width - 1] < 8 ? 1 : 0;
            }

            assertThat(dark).isLessThanOrEqualTo(6 * scale);
        }
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
        for (int i = 0; i < 200; i++) {
            String answer = answer(random);
            byte[] png = image.png(answer, scale, random);

            assertThat(png).hasSizeLessThanOrEqualTo(scale == 1 ? 1024 : 2048);
            assertThat(new String(png, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT))
                    .doesNotContain(answer);
        }
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
