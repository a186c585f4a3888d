package dev.menshen.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether every code is equally likely: chi-square over 20,000 of them, from a seeded source, at p = 0.001. */
class DigitsTest {

    private static final int CODES = 20_000;

    // Chi-square's critical values at p = 0.001 for 9, 99, 17, 323 and 255 degrees of freedom.
    private static final double MOST_OF_TEN = 27.88;
    private static final double MOST_OF_HUNDRED = 148.23;
    private static final double MOST_OF_EIGHTEEN = 40.79;
    private static final double MOST_OF_THEIR_PAIRS = 406.5;
    private static final double MOST_OF_BYTES = 330.5;

    /** As many characters as a picture's alphabet has. */
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQR";

    @Test
    void aCodeIsSixDigitsAndItsLeadingZerosAreKept() throws Exception {
        List<String> codes = codes();
        assertThat(codes).allMatch(code -> code.matches("[0-9]{6}"));
        assertThat(codes).anyMatch(code -> code.startsWith("00")).anyMatch(code -> code.startsWith("99"));
    }

    @Test
    void everyDigitIsEquallyLikelyAtEveryPlace() throws Exception {
        List<String> codes = codes();
        for (int at = 0; at < 6; at++) {
            int place = at;
            assertThat(chiSquare(codes, 10, code -> code.charAt(place) - '0'))
                    .as("place %d", place)
                    .isLessThan(MOST_OF_TEN);
        }
    }

    @Test
    void everyPairOfDigitsIsEquallyLikely() throws Exception {
        List<String> codes = codes();
        for (int at = 0; at < 5; at++) {
            int place = at;
            assertThat(chiSquare(codes, 100, code -> Integer.parseInt(code, place, place + 2, 10)))
                    .as("places %d and %d", place, place + 1)
                    .isLessThan(MOST_OF_HUNDRED);
        }
    }

    /** All places together show what one alone is too few for: that 256 values were shared out among ten digits. */
    @Test
    void everyDigitIsEquallyLikelyAtAllPlacesTogether() throws Exception {
        List<String> digits =
                codes().stream().flatMap(code -> Stream.of(code.split(""))).toList();
        assertThat(digits).hasSize(6 * CODES);
        assertThat(chiSquare(digits, 10, Integer::parseInt)).isLessThan(MOST_OF_TEN);
    }

    @Test
    void everyByteOfATokenIsEquallyLikely() throws Exception {
        Tokens tokens = new Tokens(seeded());
        List<String> all =
                IntStream.range(0, CODES).mapToObj(i -> tokens.token()).toList();
        assertThat(all).allMatch(token -> token.matches("[A-Za-z0-9_-]{43}"));
        for (int at = 0; at < 32; at++) {
            int place = at;
            assertThat(chiSquare(all, 256, token -> Base64.getUrlDecoder().decode(token)[place] & 0xff))
                    .as("byte %d", place)
                    .isLessThan(MOST_OF_BYTES);
        }
    }

    @Test
    void everyCharacterOfAPictureAndEveryPairIsEquallyLikely() throws Exception {
        Tokens tokens = new Tokens(seeded());
        List<String> answers = IntStream.range(0, CODES)
                .mapToObj(i -> tokens.text(ALPHABET, 5))
                .toList();
        int most = ALPHABET.length();
        for (int at = 0; at < 5; at++) {
            int place = at;
            assertThat(chiSquare(answers, most, answer -> answer.charAt(place) - 'A'))
                    .as("place %d", place)
                    .isLessThan(MOST_OF_EIGHTEEN);
        }
        for (int at = 0; at < 4; at++) {
            int place = at;
            assertThat(chiSquare(
                            answers,
                            most * most,
                            answer -> (answer.charAt(place) - 'A') * most + answer.charAt(place + 1) - 'A'))
                    .as("places %d and %d", place, place + 1)
                    .isLessThan(MOST_OF_THEIR_PAIRS);
        }
    }

    @Test
    void theSameMeasureFindsASourceThatFavoursLowDigits() throws Exception {
        SecureRandom random = seeded();
        List<String> codes = IntStream.range(0, CODES)
                .mapToObj(i -> Integer.toString((random.nextInt() & 15) % 10))
                .toList();
        assertThat(chiSquare(codes, 10, Integer::parseInt)).isGreaterThan(MOST_OF_TEN);
    }

    private static List<String> codes() throws NoSuchAlgorithmException {
        Tokens tokens = new Tokens(seeded());
        return IntStream.range(0, CODES).mapToObj(i -> tokens.digits(6)).toList();
    }

    private static SecureRandom seeded() throws NoSuchAlgorithmException {
        SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
        random.setSeed(20_261_101L);
        return random;
    }

    private static double chiSquare(List<String> codes, int cells, ToIntFunction<String> cell) {
        int[] found = new int[cells];
        codes.forEach(code -> found[cell.applyAsInt(code)]++);
        double expected = (double) codes.size() / cells;
        return IntStream.of(found)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
    }
}
