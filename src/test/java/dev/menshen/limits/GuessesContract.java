package dev.menshen.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.limits.Guesses.Guess;
import dev.menshen.limits.Guesses.Standing;
import dev.menshen.store.ExpiringStore;
import dev.menshen.store.LookTogether;
import dev.menshen.store.Race;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is promised of guessing, over a store of one kind or another. */
abstract class GuessesContract {

    private static final Guesser ALICE = Guesser.at(1, "10.0.0.7", null);
    private static final Guesser ALICE_ELSEWHERE = Guesser.at(1, "10.0.0.8", null);
    private static final Guesser ALICE_AT_HOME = Guesser.at(1, "10.0.0.7", "her own browser");
    private static final Guesser BOB = Guesser.at(2, "10.0.0.7", null);

    /** The store under test, empty at the start of each test. */
    abstract ExpiringStore store();

    /** Lets time pass for the store. */
    abstract void pass(Duration time);

    private Guesses guesses() {
        return new Guesses(store(), store(), store());
    }

    @Test
    void fiveGuessesAreFreeAndEachFurtherOneWaitsTwiceAsLong() {
        fail(ALICE, 5);
        Duration wait = Duration.ofSeconds(30);
        for (int i = 0; i < 9; i++) {
            Duration asked = i < 7 ? wait.multipliedBy(1L << i) : Duration.ofHours(1);
            assertThat(guesses().look(ALICE).pause()).isBetween(asked.minusSeconds(2), asked);
            assertThat(guesses().reserve(ALICE)).as("within the wait").isEmpty();
            pass(asked.plusSeconds(1));
            assertThat(guesses().look(ALICE).pause()).isZero();
            fail(ALICE, 1);
        }
    }

    @Test
    void fewerThanThirtyGuessesAtOneAccountFitIntoTheFirstHourFromHoweverManyAddresses() {
        int made = 0;
        for (int second = 0; second < 3600; second += 10) {
            for (int address = 0; address < 3; address++) {
                Guesser one = Guesser.at(1, "10.0." + second + "." + address, null);
                made += guesses().reserve(one).isPresent() ? 1 : 0;
            }
            pass(Duration.ofSeconds(10));
        }
        assertThat(made).isBetween(20, 30);
    }

    @Test
    void ofAHundredParallelGuessesFiveAreMade() throws Exception {
        Guesses guesses = guesses();
        List<Boolean> made = Race.of(100, i -> guesses.reserve(ALICE).isPresent());
        assertThat(made.stream().filter(one -> one)).hasSize(5);
        List<Boolean> scattered = Race.of(
                100, i -> guesses.reserve(Guesser.at(2, "10.1.0." + i, null)).isPresent());
        assertThat(scattered.stream().filter(one -> one)).hasSize(20);
    }

    @Test
    void thoughTwentyLookBeforeAnyIsCountedOnlyFiveAreMade() throws Exception {
        ExpiringStore together = LookTogether.first(store(), 20);
        Guesses guesses = new Guesses(together, together, store());
        List<Boolean> made = Race.of(20, i -> guesses.reserve(ALICE).isPresent());
        assertThat(made.stream().filter(one -> one)).hasSize(5);
    }

    @Test
    void aRightGuessBreaksTheRow() {
        fail(ALICE, 4);
        guesses().reserve(ALICE).orElseThrow().right();
        fail(ALICE, 5);
        assertThat(guesses().look(ALICE).pause()).isPositive();
    }

    @Test
    void aGuessThatWasNotMadeIsAsIfItHadNeverBeenCounted() {
        fail(ALICE, 5);
        pass(Duration.ofSeconds(31));
        guesses().reserve(ALICE).orElseThrow().notMade();
        assertThat(guesses().look(ALICE).pause()).isZero();
        guesses().reserve(ALICE).orElseThrow().notMade();
        Guess first = guesses().reserve(BOB).orElseThrow();
        first.notMade();
        fail(BOB, 5);
    }

    @Test
    void theOwnersBrowserIsListenedToWhateverOthersDo() {
        fail(ALICE, 5);
        scatter(1, 15);
        assertThat(guesses().look(ALICE_ELSEWHERE).pause()).isPositive();
        assertThat(guesses().look(ALICE_AT_HOME)).isEqualTo(new Standing(Duration.ZERO, false, false));
        fail(ALICE_AT_HOME, 5);
        assertThat(guesses().reserve(ALICE_AT_HOME)).as("its own allowance").isEmpty();
        assertThat(guesses().reserve(Guesser.at(1, "10.0.0.7", "another of hers")))
                .isPresent();
    }

    @Test
    void aMarkOfOneAccountIsOfNoUseForAnother() {
        fail(BOB, 5);
        fail(ALICE_AT_HOME, 5);
        assertThat(guesses().look(Guesser.at(2, "10.0.0.9", "her own browser")).pause())
                .isZero();
        assertThat(guesses().look(BOB).pause()).isPositive();
    }

    @Test
    void aHundredInARowCloseThePasswordExceptInTheOwnersBrowser() {
        hundred();
        assertThat(guesses().look(Guesser.at(1, "10.9.9.9", null)).closed()).isTrue();
        pass(Duration.ofDays(30));
        assertThat(guesses().look(ALICE_ELSEWHERE).closed()).as("a month later").isTrue();
        assertThat(guesses().reserve(ALICE_ELSEWHERE)).isEmpty();

        assertThat(guesses().look(ALICE_AT_HOME).closed()).isFalse();
        guesses().reserve(ALICE_AT_HOME).orElseThrow().right();
        assertThat(guesses().look(ALICE_ELSEWHERE).closed())
                .as("that was no other way")
                .isTrue();

        guesses().cameOtherwise(ALICE_ELSEWHERE);
        assertThat(guesses().look(ALICE_ELSEWHERE)).isEqualTo(new Standing(Duration.ZERO, false, false));
        assertThat(guesses().reserve(ALICE_ELSEWHERE)).isPresent();
    }

    @Test
    void theHundredthIsKnown() {
        for (int i = 1; i <= 100; i++) {
            Guess guess = guesses().reserve(ALICE).orElseThrow();
            assertThat(guess.isTheLast()).isEqualTo(i == 100);
            pass(Duration.ofMinutes(61));
        }
    }

    @Test
    void aHundredGuessesAtWhateverNamesFromOneAddressAreAllForTenMinutes() {
        for (int i = 0; i < 100; i++) {
            assertThat(guesses().reserve(Guesser.atNobody("name" + i, "10.0.0.7")))
                    .isPresent();
        }
        assertThat(guesses().reserve(BOB)).isEmpty();
        assertThat(guesses().look(BOB).pause()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
        assertThat(guesses().reserve(Guesser.at(2, "10.0.0.8", null)))
                .as("from elsewhere")
                .isPresent();
        assertThat(guesses().reserve(Guesser.at(2, "10.0.0.7", "his own browser")))
                .as("a known browser there")
                .isPresent();
        pass(Duration.ofMinutes(10));
        assertThat(guesses().reserve(BOB)).isPresent();
    }

    @Test
    void oneRightGuessDoesNotWashAwayOnesFailuresAtOthers() {
        for (int i = 0; i < 99; i++) {
            assertThat(guesses().reserve(Guesser.at(100 + i, "10.0.0.7", null))).isPresent();
            guesses().reserve(BOB).orElseThrow().right();
        }
        assertThat(guesses().reserve(Guesser.at(300, "10.0.0.7", null))).isPresent();
        assertThat(guesses().reserve(BOB)).isEmpty();
    }

    @Test
    void namesThatNobodyHasAreCountedInTheSameWay() {
        Guesser nobody = Guesser.atNobody("fingerprint", "10.0.0.7");
        fail(nobody, 5);
        assertThat(guesses().look(nobody).pause()).isPositive();
        assertThat(guesses().look(ALICE).pause()).isZero();
    }

    @Test
    void aWrongCodeCountsLikeAWrongPasswordButNeitherWaitsNorComesNearTheHundred() {
        for (int i = 0; i < 5; i++) {
            guesses().failedOtherwise(ALICE);
        }
        assertThat(guesses().look(ALICE).pause()).isPositive();
        guesses().failedOtherwise(ALICE);
        assertThat(guesses().look(ALICE).pause()).isGreaterThan(Duration.ofSeconds(31));
        for (int i = 0; i < 200; i++) {
            guesses().failedOtherwise(Guesser.at(1, "10.3.0." + i, null));
        }
        assertThat(guesses().look(ALICE_ELSEWHERE)).isEqualTo(new Standing(Duration.ZERO, false, false));
    }

    @Test
    void whoGoesOnAskingInVainIsCountedForHisAddress() {
        for (int i = 0; i < 100; i++) {
            guesses().askedInVain(ALICE);
        }
        assertThat(guesses().reserve(BOB)).isEmpty();
        assertThat(guesses().reserve(ALICE_AT_HOME)).isPresent();
    }

    @Test
    void anEntryThatAClockAheadHasWrittenMakesNobodyWaitLonger() {
        store().put("here:1:10.0.0.7", "1", Duration.ofDays(365));
        store().put("row:1", "1", Duration.ofDays(1_000));
        assertThat(guesses().look(ALICE).pause()).isZero();
        store().put("here:1:10.0.0.7", "5", Duration.ofDays(365));
        assertThat(guesses().look(ALICE).pause()).isEqualTo(Duration.ofSeconds(30));
        store().put("row:2", "1", Duration.ofDays(1_000));
        assertThat(guesses().reserve(BOB)).isPresent();
    }

    @Test
    void twoFailuresAskForACaptcha() {
        assertThat(guesses().look(ALICE).watched()).isFalse();
        fail(ALICE, 1);
        assertThat(guesses().look(ALICE).watched()).isFalse();
        assertThat(guesses().watches("10.0.0.7")).isFalse();
        fail(BOB, 1);
        assertThat(guesses().watches("10.0.0.7")).as("two from here").isTrue();
        assertThat(guesses().look(ALICE_ELSEWHERE).watched()).isFalse();
        fail(ALICE_ELSEWHERE, 1);
        assertThat(guesses().look(Guesser.at(1, "10.0.0.9", null)).watched())
                .as("two at her")
                .isTrue();
    }

    @Test
    void oneAccountsFailuresFromOneAddressAreForgottenAfterAQuietDay() {
        fail(ALICE, 6 - 1);
        pass(Duration.ofHours(24).plusSeconds(1));
        fail(ALICE, 5);
        assertThat(guesses().look(ALICE).pause()).isLessThanOrEqualTo(Duration.ofSeconds(30));
    }

    private void fail(Guesser guesser, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(guesses().reserve(guesser)).as("guess %d", i + 1).isPresent();
        }
    }

    private void scatter(long account, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(guesses().reserve(Guesser.at(account, "10.7.0." + i, null)))
                    .isPresent();
        }
    }

    private void hundred() {
        Optional<Guess> last = Optional.empty();
        for (int i = 0; i < 100; i++) {
            last = guesses().reserve(Guesser.at(1, "10.8.0." + i, null));
            assertThat(last).as("guess %d", i + 1).isPresent();
            pass(Duration.ofMinutes(61));
        }
        assertThat(Objects.requireNonNull(last).orElseThrow().isTheLast()).isTrue();
    }
}
