package dev.menshen.captcha;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.store.HandClock;
import dev.menshen.store.MemoryStore;
import dev.menshen.store.Tokens;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whether every picture's answer is equally likely: chi-square over 100,000 of them, from a seeded source, at p = 0.001. */
class AnswersTest {

    private static final int ANSWERS = 100_000;
    private static final int LETTERS = CaptchaImage.ALPHABET.length();

    // Chi-square's critical values at p = 0.001 for 17 and 323 degrees of freedom.
    private static final double MOST_OF_EIGHTEEN = 40.79;
    private static final double MOST_OF_THEIR_PAIRS = 406.5;

    private static List<int[]> answers = List.of();

    @BeforeAll
    static void issue() throws NoSuchAlgorithmException {
        SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
        random.setSeed(20_261_128L);
        HandClock clock = new HandClock();
        Captchas captchas = new Captchas(
                new MemoryStore(10, clock),
                new Tokens(random),
                clock,
                CaptchaImage.ALPHABET,
                CaptchaImage.LENGTH,
                CaptchaAudio.LENGTH);
        answers = IntStream.range(0, ANSWERS)
                .mapToObj(i -> captchas.issue("b", "login")
                        .chars()
                        .map(CaptchaImage.ALPHABET::indexOf)
                        .toArray())
                .toList();
    }

    @Test
    void theTablesValuesAreForThisAlphabet() {
        assertThat(LETTERS).isEqualTo(18);
    }

    @Test
    void everyLetterIsEquallyLikelyAtEveryPlace() {
        for (int place = 0; place < CaptchaImage.LENGTH; place++) {
            assertThat(ofLetters(answers, place)).as("place %d", place).isLessThan(MOST_OF_EIGHTEEN);
        }
    }

    @Test
    void everyPairOfLettersIsEquallyLikelyAtEveryTwoPlaces() {
        for (int one = 0; one < CaptchaImage.LENGTH; one++) {
            for (int other = one + 1; other < CaptchaImage.LENGTH; other++) {
                assertThat(ofPairs(answers, one, other))
                        .as("places %d and %d", one, other)
                        .isLessThan(MOST_OF_THEIR_PAIRS);
            }
        }
    }

    @Test
    void theSameMeasureFindsAFavouredLetterAndALetterThatFollowsAnother() {
        // One in fifty has an A where it had none; one in fifty repeats its first letter.
        List<int[]> favoured = changed((answer, i) -> answer[0] = i % 50 == 0 ? 0 : answer[0]);
        List<int[]> following = changed((answer, i) -> answer[1] = i % 50 == 0 ? answer[0] : answer[1]);

        assertThat(ofLetters(favoured, 0)).isGreaterThan(MOST_OF_EIGHTEEN);
        assertThat(ofPairs(following, 0, 1)).isGreaterThan(MOST_OF_THEIR_PAIRS);
    }

    private interface Change {
        void make(int[] answer, int number);
    }

    private static List<int[]> changed(Change change) {
        return IntStream.range(0, ANSWERS)
                .mapToObj(i -> {
                    int[] answer = answers.get(i).clone();
                    change.make(answer, i);
                    return answer;
                })
                .toList();
    }

    private static double ofLetters(List<int[]> answers, int place) {
        int[] found = new int[LETTERS];
        answers.forEach(answer -> found[answer[place]]++);
        return chiSquare(found);
    }

    private static double ofPairs(List<int[]> answers, int one, int other) {
        int[] found = new int[LETTERS * LETTERS];
        answers.forEach(answer -> found[answer[one] * LETTERS + answer[other]]++);
        return chiSquare(found);
    }

    private static double chiSquare(int[] found) {
        double expected = (double) ANSWERS / found.length;
        return IntStream.of(found)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
    }
}
