package dev.menshen.limits;

import dev.menshen.store.ExpiringStore;
import dev.menshen.store.HandClock;
import dev.menshen.store.MemoryStore;
import java.time.Duration;

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
}
