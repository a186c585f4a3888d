package dev.menshen.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.store.ExpiringStore;
import dev.menshen.store.KeyedHash;
import dev.menshen.store.Race;
import dev.menshen.store.Rounds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which numbers are new to whom, over a store of one kind or another. */
abstract class NewNumbersContract {

    static final int FREE = 10;

    private static final String HERE = "10.0.0.7";
    private static final String ELSEWHERE = "10.0.0.8";

    /** The store under test, empty at the start of each test. */
    abstract ExpiringStore store();

    /** Lets time pass for the store. */
    abstract void pass(Duration time);

    private NewNumbers numbers() {
        return numbers(store(), store());
    }

    static NewNumbers numbers(ExpiringStore counters, ExpiringStore numbers) {
        byte[] key = "the key of the server under test".getBytes(StandardCharsets.US_ASCII);
        return new NewNumbers(counters, numbers, new KeyedHash(key, "number asked for"));
    }

    static String phone(int i) {
        return "+86138" + (10_000_000 + i);
    }

    private void ask(String block, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(numbers().goesWithout(block, phone(i))).as("%d", i).isTrue();
        }
    }

    @Test
    void tenNewNumbersGoWithoutAPictureAndNoFurtherOne() {
        ask(HERE, FREE - 1);
        assertThat(numbers().watches(HERE)).isFalse();
        assertThat(numbers().goesWithout(HERE, phone(FREE))).isTrue();
        assertThat(numbers().watches(HERE)).isTrue();
        assertThat(numbers().goesWithout(HERE, phone(FREE + 1))).isFalse();
        assertThat(numbers().goesWithout(HERE, phone(FREE + 2))).isFalse();
    }

    @Test
    void aNumberThatHadOneFromThereGoesWithoutAnyNumberOfTimes() {
        ask(HERE, FREE);
        for (int i = 0; i < 3 * FREE; i++) {
            assertThat(numbers().goesWithout(HERE, phone(i % FREE))).isTrue();
        }
        assertThat(numbers().goesWithout(HERE, phone(FREE))).isFalse();
    }

    @Test
    void tenTextsToOneNumberAreManyTexts() {
        for (int i = 0; i < FREE; i++) {
            assertThat(numbers().goesWithout(HERE, phone(0))).isTrue();
        }
        assertThat(numbers().goesWithout(HERE, phone(1))).isFalse();
        assertThat(numbers().goesWithout(HERE, phone(0))).isTrue();
    }

    @Test
    void anotherAddressIsUnaffectedAndWhatWasSentFromThereIsNewHere() {
        ask(HERE, FREE);
        assertThat(numbers().watches(ELSEWHERE)).isFalse();
        ask(ELSEWHERE, FREE - 1);
        assertThat(numbers().goesWithout(ELSEWHERE, phone(100))).isTrue();
        assertThat(numbers().knows(ELSEWHERE, phone(FREE - 1))).isFalse();
        assertThat(numbers().goesWithout(ELSEWHERE, phone(FREE - 1))).isFalse();
        assertThat(numbers().goesWithout(HERE, phone(100))).isFalse();
    }

    @Test
    void withAPictureANumberIsNewOnce() {
        ask(HERE, FREE);
        assertThat(numbers().goesWithout(HERE, phone(FREE))).isFalse();
        numbers().remember(HERE, phone(FREE));
        assertThat(numbers().goesWithout(HERE, phone(FREE))).isTrue();
        assertThat(numbers().goesWithout(HERE, phone(FREE + 1))).isFalse();
    }

    @Test
    void whatWasRefusedIsNeitherCountedNorRemembered() {
        ask(HERE, FREE);
        for (int i = 0; i < 3; i++) {
            assertThat(numbers().goesWithout(HERE, phone(FREE))).isFalse();
        }
        assertThat(numbers().knows(HERE, phone(FREE))).isFalse();
        assertThat(store().get("sms:asked:" + HERE).orElseThrow().value()).isEqualTo(Integer.toString(FREE));
    }

    @Test
    void afterAnHourAllIsQuietAndTheCountBeginsAnew() {
        ask(HERE, FREE);
        pass(Duration.ofMinutes(59));
        assertThat(numbers().goesWithout(HERE, phone(FREE))).isFalse();
        pass(Duration.ofMinutes(1));
        assertThat(numbers().watches(HERE)).isFalse();
        ask(HERE, FREE);
        assertThat(numbers().goesWithout(HERE, phone(FREE))).isFalse();
    }

    @Test
    void aNumberIsNoNewsForADayAfterItWasLastAskedFor() {
        ask(HERE, 2);
        pass(Duration.ofHours(12));
        assertThat(numbers().goesWithout(HERE, phone(1))).isTrue();
        pass(Duration.ofHours(12));
        for (int i = 0; i < FREE; i++) {
            numbers().goesWithout(HERE, phone(50 + i));
        }
        assertThat(numbers().goesWithout(HERE, phone(1)))
                .as("asked for half a day ago")
                .isTrue();
        assertThat(numbers().goesWithout(HERE, phone(0))).as("a day ago").isFalse();
    }

    @Test
    void ofFiftyNewNumbersAtOnceTenGoWithout() throws Exception {
        for (int round = 0; round < Rounds.or(5); round++) {
            String block = "10.1.0." + round;
            NewNumbers numbers = numbers();
            List<Boolean> gone = Race.of(50, i -> numbers.goesWithout(block, phone(i)));
            assertThat(gone.stream().filter(one -> one)).hasSize(FREE);
        }
    }
}
