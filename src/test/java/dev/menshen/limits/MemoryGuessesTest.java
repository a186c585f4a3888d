package dev.menshen.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.store.ExpiringStore;
import dev.menshen.store.HandClock;
import dev.menshen.store.MemoryStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemoryGuessesTest extends GuessesContract {

    private final HandClock clock = new HandClock();
    private final MemoryStore store = new MemoryStore(10_000, clock);

    @Override
    ExpiringStore store() {
        return store;
    }

    @Override
    void pass(Duration time) {
        clock.pass(time);
    }

    @Test
    void aHundredThousandMadeUpNamesTakeNoMoreRoomThanThereIsAndLockNobody() {
        MemoryStore passing = new MemoryStore(10_000, clock);
        MemoryStore blocks = new MemoryStore(10_000, clock);
        Guesses guesses = new Guesses(store, passing, blocks);
        Guesser alice = Guesser.at(1, "10.0.0.7", null);
        for (int i = 0; i < 5; i++) {
            assertThat(guesses.reserve(alice)).isPresent();
        }
        for (int i = 0; i < 100_000; i++) {
            Guesser nobody = Guesser.atNobody("name" + i, "10." + i / 60_000 + "." + i / 250 % 250 + "." + i % 250);
            guesses.reserve(nobody);
        }
        assertThat(passing.size()).isLessThanOrEqualTo(10_000);
        assertThat(guesses.look(alice).pause()).as("what is known of her").isPositive();
        assertThat(guesses.reserve(Guesser.at(2, "10.200.0.1", null))).isPresent();
    }

    @Test
    void madeUpNamesPushOutNothingThatIsKnownOfAddresses() {
        MemoryStore passing = new MemoryStore(1_000, clock);
        MemoryStore blocks = new MemoryStore(1_000, clock);
        Guesses guesses = new Guesses(store, passing, blocks);
        for (int i = 0; i < 100; i++) {
            guesses.askedInVain(Guesser.at(3, "10.200.0.2", null));
        }
        for (int i = 0; i < 20_000; i++) {
            guesses.reserve(Guesser.atNobody("more" + i, "10.201.0." + i / 100));
        }
        assertThat(guesses.reserve(Guesser.at(3, "10.200.0.2", null)))
                .as("what is known of an address")
                .isEmpty();
    }
}
