package dev.menshen.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.store.ExpiringStore;
import dev.menshen.store.HandClock;
import dev.menshen.store.MemoryStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemoryNewNumbersTest extends NewNumbersContract {

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
    void aHundredThousandNumbersTakeNoMoreRoomThanThereIsAndPushNoCountOut() {
        MemoryStore room = new MemoryStore(1_000, clock);
        NewNumbers numbers = numbers(store, room);
        for (int i = 0; i < FREE; i++) {
            numbers.goesWithout("10.0.0.7", phone(i));
        }
        for (int i = 0; i < 100_000; i++) {
            numbers.remember("10.0." + i / 250 % 250 + "." + i % 250, phone(i));
        }
        assertThat(room.size()).isLessThanOrEqualTo(1_000);
        assertThat(numbers.watches("10.0.0.7")).isTrue();
        assertThat(numbers.goesWithout("10.0.0.7", phone(200_000))).isFalse();
    }
}
