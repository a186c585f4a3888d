package dev.menshen.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends ExpiringStoreContract {

    private final HandClock clock = new HandClock();
    private final MemoryStore store = new MemoryStore(1_000, clock);

    @Override
    ExpiringStore store() {
        return store;
    }

    @Override
    void pass(Duration time, BooleanSupplier isOver) {
        clock.pass(time);
    }

    @Override
    int rounds() {
        return 100_000;
    }

    @Test
    void anEntryLivesToItsLastMillisecond() {
        store.put("a", "x", SHORT);
        clock.pass(SHORT.minusMillis(1));
        assertThat(store.get("a")).contains(new ExpiringStore.Entry("x", Duration.ofMillis(1)));
        clock.pass(Duration.ofMillis(1));
        assertThat(store.get("a")).isEmpty();
    }

    @Test
    void aHundredThousandEntriesNeverTakeMoreThanTheRoomThereIs() {
        int most = 0;
        for (int i = 0; i < 100_000; i++) {
            store.put("flood" + i, "x", LONG);
            most = Math.max(most, store.size());
        }
        assertThat(most).isEqualTo(1_000);
        assertThat(store.get("flood99999")).isPresent();
    }

    @Test
    void parallelFloodsOfEveryKindStayWithinTheRoomThereIs() throws Exception {
        Race.of(8, thread -> {
            for (int i = 0; i < 5_000; i++) {
                String key = thread + "-" + i;
                store.replace("r" + key, Optional.empty(), "x", LONG);
                store.reserve(List.of(new ExpiringStore.Allowance("c" + key, 1, LONG)));
            }
            return thread;
        });
        assertThat(store.size()).isBetween(900, 1_000);
    }

    @Test
    void whatLivesLongIsTheLastToGo() {
        List<String> longest =
                IntStream.range(0, 500).mapToObj(i -> "session" + i).toList();
        longest.forEach(key -> store.put(key, "x", Duration.ofDays(1)));
        for (int i = 0; i < 100_000; i++) {
            store.put("flood" + i, "x", LONG);
        }
        assertThat(longest).allMatch(key -> store.get(key).isPresent());
    }

    @Test
    void whatIsOverGoesBeforeAnythingThatLives() {
        for (int i = 0; i < 900; i++) {
            store.put("over" + i, "x", Duration.ofHours(1));
        }
        clock.pass(Duration.ofHours(1));
        List<String> living =
                IntStream.range(0, 900).mapToObj(i -> "living" + i).toList();
        living.forEach(key -> store.put(key, "x", SHORT));
        assertThat(living).allMatch(key -> store.get(key).isPresent());
    }

    @Test
    void theMonotonicClockStartsWithTheSystemAndNeverGoesBack() {
        InstantSource fixed = new HandClock();
        MonotonicClock monotonic = new MonotonicClock(fixed);
        long last = fixed.millis();
        for (int i = 0; i < 100_000; i++) {
            long now = monotonic.millis();
            assertThat(now).isGreaterThanOrEqualTo(last);
            last = now;
        }
        assertThat(last).isBetween(fixed.millis(), fixed.millis() + 60_000);
    }
}
