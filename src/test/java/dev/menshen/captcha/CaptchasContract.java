package dev.menshen.captcha;

import static java.util.Collections.frequency;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.store.ExpiringStore;
import dev.menshen.store.HandClock;
import dev.menshen.store.Race;
import dev.menshen.store.Rounds;
import dev.menshen.store.Tokens;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What captchas do over every store. */
abstract class CaptchasContract {

    final HandClock clock = new HandClock();

    /** The store under test, empty at the start of each test. */
    abstract ExpiringStore store();

    /** Lets time pass for the clock and the store alike. */
    abstract void pass(Duration time);

    private Captchas captchas() {
        return new Captchas(store(), new Tokens(new SecureRandom()), clock, "ABCDEFGHJKMNPQRSTUVWXYZ", 5, 7);
    }

    @Test
    void anAnswerIsMadeOfTheAlphabetAndNewEachTime() {
        List<String> answers = IntStream.range(0, 50)
                .mapToObj(i -> captchas().issue("b", "login"))
                .toList();
        assertThat(answers).allMatch(answer -> answer.matches("[A-HJKMNP-Z]{5}"));
        assertThat(answers).doesNotHaveDuplicates();
    }

    @Test
    void theRightAnswerCountsOnce() {
        String answer = captchas().issue("b", "login");
        assertThat(captchas().spend("b", "login", answer)).isTrue();
        assertThat(captchas().spend("b", "login", answer)).isFalse();
    }

    @Test
    void aWrongAnswerSpendsTheCaptchaToo() {
        String answer = captchas().issue("b", "login");
        assertThat(captchas().spend("b", "login", "WRONG1")).isFalse();
        assertThat(captchas().spend("b", "login", answer)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "ABCDE", "\u0000"})
    void whereNoneWasIssuedNothingIsRight(String typed) {
        assertThat(captchas().spend("b", "", typed)).isFalse();
        captchas().spend("b", "", captchas().issue("b", ""));
        assertThat(captchas().spend("b", "", typed)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "A", "\u0000", "(?i).*"})
    void noAnswerThatIsShortOrStrangeIsRight(String typed) {
        captchas().issue("b", "");
        assertThat(captchas().spend("b", "", typed)).isFalse();
    }

    @Test
    void anEndlessAnswerIsWrong() {
        String answer = captchas().issue("b", "");
        assertThat(captchas().spend("b", "", answer + " ".repeat(1_000_000))).isFalse();
        assertThat(captchas().spend("b", "", answer)).isFalse();
    }

    @Test
    void caseBlanksAndFullWidthFormsMakeNoDifference() {
        String lower = captchas().issue("b", "").toLowerCase(Locale.ROOT);
        assertThat(captchas().spend("b", "", lower)).isTrue();
        String blanks = String.join(" ", captchas().issue("b", "").split(""));
        assertThat(captchas().spend("b", "", "\t " + blanks + "\u3000\n")).isTrue();
        StringBuilder wide = new StringBuilder();
        captchas().issue("b", "").chars().forEach(c -> wide.append((char) (c - 'A' + '\uFF41')));
        assertThat(captchas().spend("b", "", wide.toString())).isTrue();
    }

    @Test
    void anotherBrowsersAnswerIsRefusedAndCostsThatBrowserNothing() {
        String mine = captchas().issue("mine", "login");
        captchas().issue("yours", "login");
        assertThat(captchas().spend("yours", "login", mine)).isFalse();
        assertThat(captchas().spend("none", "login", mine)).isFalse();
        assertThat(captchas().spend("mine", "login", mine)).isTrue();
    }

    @Test
    void anotherFormsAnswerIsRefusedAndCostsThatFormNothing() {
        String login = captchas().issue("b", "login");
        captchas().issue("b", "");
        assertThat(captchas().spend("b", "", login)).isFalse();
        assertThat(captchas().spend("b", "register", login)).isFalse();
        assertThat(captchas().spend("b", "login", login)).isTrue();
    }

    @Test
    void aNewPictureVoidsTheOldOneOfTheSameForm() {
        String old = captchas().issue("b", "login");
        captchas().issue("b", "login");
        assertThat(captchas().spend("b", "login", old)).isFalse();
    }

    @Test
    void theSixthPushesOutTheOldest() {
        List<String> answers = IntStream.range(0, 6)
                .mapToObj(i -> captchas().issue("b", "form" + i))
                .toList();
        assertThat(captchas().spend("b", "form0", answers.get(0))).isFalse();
        for (int i = 1; i < 6; i++) {
            assertThat(captchas().spend("b", "form" + i, answers.get(i))).isTrue();
        }
    }

    @Test
    void aNewPictureMakesItsFormTheYoungest() {
        IntStream.range(0, 5).forEach(i -> captchas().issue("b", "form" + i));
        String renewed = captchas().issue("b", "form0");
        captchas().issue("b", "form5");
        assertThat(captchas().spend("b", "form0", renewed)).isTrue();
    }

    @Test
    void aCaptchaLivesTenMinutesHoweverManyComeAfterIt() {
        String early = captchas().issue("b", "early");
        String late = captchas().issue("b", "late");
        pass(Duration.ofMinutes(10).minusSeconds(1));
        captchas().issue("b", "later");
        assertThat(captchas().spend("b", "late", late)).isTrue();
        pass(Duration.ofSeconds(1));
        assertThat(captchas().spend("b", "early", early)).isFalse();
    }

    @Test
    void nothingIsLeftInTheStoreWhenAllAreSpentOrOver() {
        captchas().spend("b", "", captchas().issue("b", ""));
        assertThat(store().get("challenge:b")).isEmpty();
        captchas().issue("b", "");
        pass(Duration.ofMinutes(10));
        assertThat(store().get("challenge:b")).isEmpty();
    }

    @Test
    void fiftyParallelTriesCountOnceAloneAndBesideAnotherForm() throws Exception {
        Captchas captchas = captchas();
        for (int round = 0; round < Rounds.or(40); round++) {
            if (round == 20) {
                captchas.issue("b", "another");
            }
            String answer = captchas.issue("b", "login");
            assertThat(frequency(Race.of(50, i -> captchas.spend("b", "login", answer)), true))
                    .isEqualTo(1);
        }
    }

    @Test
    void parallelTriesAtDifferentFormsDoNotDisturbEachOther() throws Exception {
        Captchas captchas = captchas();
        List<String> answers = IntStream.range(0, 5)
                .mapToObj(i -> captchas.issue("b", "form" + i))
                .toList();
        assertThat(Race.of(5, i -> captchas.spend("b", "form" + i, answers.get(i))))
                .containsOnly(true);
    }

    @Test
    void parallelPicturesAreAllCountedAndTheLastFiveWork() throws Exception {
        Captchas captchas = captchas();
        List<String> answers = Race.of(20, i -> captchas.issue("b", "form" + i));
        List<Boolean> right = IntStream.range(0, 20)
                .mapToObj(i -> captchas.spend("b", "form" + i, answers.get(i)))
                .toList();
        assertThat(frequency(right, true)).isEqualTo(5);
    }

    @Test
    void theSoundIsDigitsAndAlwaysTheSameOfOneCaptcha() {
        captchas().issue("b", "login");
        Spoken spoken = captchas().speak("b", "login");
        assertThat(spoken.digits()).matches("[0-9]{7}");
        assertThat(captchas().speak("b", "login")).isEqualTo(spoken);
        assertThat(captchas().speak("b", "register")).isNotEqualTo(spoken);
        assertThat(captchas().speak("other", "login")).isNotEqualTo(spoken);
    }

    @Test
    void whatIsHeardIsAsRightAsWhatIsSeenAndEitherSpendsBoth() {
        for (boolean heard : new boolean[] {true, false}) {
            String letters = captchas().issue("b", "login");
            String digits = captchas().speak("b", "login").digits();
            assertThat(captchas().spend("b", "login", heard ? digits : letters)).isTrue();
            assertThat(captchas().spend("b", "login", letters)).isFalse();
            assertThat(captchas().spend("b", "login", digits)).isFalse();
        }
    }

    @Test
    void aWrongAnswerEndsThePictureAndTheSound() {
        for (boolean heard : new boolean[] {true, false}) {
            String letters = captchas().issue("b", "login");
            String digits = captchas().speak("b", "login").digits();
            String wrong = digits.equals("0000000") ? "1111111" : "0000000";
            assertThat(captchas().spend("b", "login", wrong)).isFalse();
            assertThat(captchas().spend("b", "login", heard ? digits : letters)).isFalse();
        }
    }

    @Test
    void thePictureAskedForAfterTheSoundIsOfTheSameCaptchaButTheNextIsAnother() {
        String digits = captchas().speak("b", "login").digits();
        captchas().issue("b", "login");
        assertThat(captchas().spend("b", "login", digits)).isTrue();

        String old = captchas().speak("b", "login").digits();
        String shown = captchas().issue("b", "login");
        captchas().issue("b", "login");
        String fresh = captchas().speak("b", "login").digits();
        assertThat(fresh).isNotEqualTo(old);
        assertThat(captchas().spend("b", "login", fresh)).isTrue();
        assertThat(captchas().spend("b", "login", shown)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "0", "\u0000", "[0-9]+", "true", "false"})
    void noAnswerThatIsShortOrStrangeIsHeard(String typed) {
        captchas().speak("b", "");
        assertThat(captchas().spend("b", "", typed)).isFalse();
    }

    @Test
    void blanksAndFullWidthDigitsMakeNoDifference() {
        String blanks = String.join(" ", captchas().speak("b", "").digits().split(""));
        assertThat(captchas().spend("b", "", "\t " + blanks + "\u3000\n")).isTrue();
        StringBuilder wide = new StringBuilder();
        captchas().speak("b", "").digits().chars().forEach(c -> wide.append((char) (c - '0' + '\uFF10')));
        assertThat(captchas().spend("b", "", wide.toString())).isTrue();
    }

    @Test
    void listeningMakesNoCaptchaLiveLongerAndNoRoomForASixth() {
        String digits = captchas().speak("b", "login").digits();
        pass(Duration.ofMinutes(9));
        captchas().speak("b", "login");
        captchas().issue("b", "login");
        pass(Duration.ofMinutes(1));
        assertThat(captchas().spend("b", "login", digits)).isFalse();

        List<String> answers = IntStream.range(0, 6)
                .mapToObj(i -> captchas().speak("b", "form" + i).digits())
                .toList();
        assertThat(captchas().spend("b", "form0", answers.get(0))).isFalse();
        assertThat(captchas().spend("b", "form1", answers.get(1))).isTrue();
    }

    @Test
    void fiftyParallelTriesAtBothAnswersCountOnceTogether() throws Exception {
        Captchas captchas = captchas();
        for (int round = 0; round < Rounds.or(40); round++) {
            String letters = captchas.issue("b", "login");
            String digits = captchas.speak("b", "login").digits();
            assertThat(frequency(Race.of(50, i -> captchas.spend("b", "login", i % 2 == 0 ? letters : digits)), true))
                    .isEqualTo(1);
        }
    }

    @Test
    void aPictureAndItsSoundAskedForAtTheSameMomentAreOneCaptcha() throws Exception {
        Captchas captchas = captchas();
        for (int round = 0; round < Rounds.or(40); round++) {
            String id = "form" + round;
            List<String> answers = Race.of(
                    2,
                    i -> i == 0
                            ? captchas.issue("b", id)
                            : captchas.speak("b", id).digits());
            assertThat(captchas.spend("b", id, answers.get(round % 2))).isTrue();
        }
    }

    @Test
    void anIdThatCouldForgeAnEntryIsRefused() {
        String forged = "x\n9999999999999 ABCDE 1234567 0 true login";
        assertThatThrownBy(() -> captchas().issue("b", forged)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> captchas().speak("b", forged)).isInstanceOf(IllegalArgumentException.class);
    }
}
