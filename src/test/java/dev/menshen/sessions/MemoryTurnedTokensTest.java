package dev.menshen.sessions;

import dev.menshen.store.ExpiringStore;
import dev.menshen.store.MemoryStore;
import java.time.Duration;

class MemoryTurnedTokensTest extends TurnedTokensContract {

    private final ExpiringStore store = new MemoryStore(1_000, clock);

    @Override
    ExpiringStore store() {
        return store;
    }

    @Override
    void pass(Duration time) {
        clock.pass(time);
    }
}
