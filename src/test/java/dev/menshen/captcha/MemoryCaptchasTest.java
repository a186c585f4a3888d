package dev.menshen.captcha;

import dev.menshen.store.ExpiringStore;
import dev.menshen.store.MemoryStore;
import java.time.Duration;

class MemoryCaptchasTest extends CaptchasContract {

    private final MemoryStore store = new MemoryStore(1_000, clock);

    @Override
    ExpiringStore store() {
        return store;
    }

    @Override
    void pass(Duration time) {
        clock.pass(time);
    }
}
