package dev.menshen.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class RecentStoreTest extends ExpiringStoreContract {

    private static final int MOST = 100;

    private final HandClock clock = new HandClock();
    private final MemoryStore origin = new MemoryStore(1_000, clock);
    private final List<String> asked = new ArrayList<>();
    private final RecentStore store = new RecentStore(origin, clock, MOST);

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

    private RecentStore heard() {
        return new RecentStore(Overheard.by(asked::add, origin), clock, MOST);
    }

    @Test
    void theStoreIsAskedOnceInHalfASecond() {
        RecentStore heard = heard();
        heard.put("a", "x", LONG);
        heard.get("a");
        clock.pass(RecentStore.FRESH.minusMillis(1));
        assertThat(heard.get("a"))
                .contains(new ExpiringStore.Entry(
                        "x", LONG.minus(RecentStore.FRESH).plusMillis(1)));
        assertThat(asked).containsExactly("put", "get");
        clock.pass(Duration.ofMillis(1));
        heard.get("a");
        assertThat(asked).containsExactly("put", "get", "get");
    }

    @Test
    void whatIsChangedElsewhereIsSeenHalfASecondLater() {
        store.put("a", "x", LONG);
        store.put("b", "x", LONG);
        store.get("a");
        store.get("b");
        origin.take("a");
        origin.put("b", "y", LONG);
        clock.pass(RecentStore.FRESH);
        assertThat(store.get("a")).isEmpty();
        assertThat(value("b")).contains("y");
    }

    @Test
    void whatIsNotThereIsAskedForEachTime() {
        assertThat(store.get("a")).isEmpty();
        origin.put("a", "x", LONG);
        assertThat(value("a")).contains("x");
    }

    @Test
    void whatDecidesIsNeverAnOldCopy() {
        store.put("a", "x", LONG);
        store.get("a");
        origin.put("a", "y", LONG);
        assertThat(store.replace("a", Optional.of("x"), "z", LONG)).isFalse();
        assertThat(value("a")).contains("y");
        origin.put("a", "z", LONG);
        assertThat(store.remove("a", "y")).isFalse();
        assertThat(value("a")).contains("z");
        origin.put("a", "last", LONG);
        assertThat(store.take("a")).contains("last");
        assertThat(store.get("a")).isEmpty();
    }

    @Test
    void aChangeWhileTheStoreIsAskedIsNotCoveredByTheAnswerFromBefore() {
        AtomicReference<Runnable> between = new AtomicReference<>(() -> {});
        RecentStore recent = new RecentStore(
                new Forwarding(origin) {
                    @Override
                    public Optional<Entry> get(String key) {
                        Optional<Entry> before = super.get(key);
                        between.getAndSet(() -> {}).run();
                        return before;
                    }
                },
                clock,
                MOST);
        between.set(() -> recent.take("a"));
        origin.put("a", "x", LONG);
        assertThat(recent.get("a")).isPresent();
        assertThat(recent.get("a")).isEmpty();
    }

    @Test
    void aStoreThatCannotBeReachedIsBelievedForHalfASecondAndNoLonger() {
        AtomicBoolean away = new AtomicBoolean();
        RecentStore recent = new RecentStore(
                Overheard.by(
                        called -> {
                            if (away.get()) {
                                throw new StorageUnavailable("away", new IOException("away"));
                            }
                        },
                        origin),
                clock,
                MOST);
        recent.put("a", "x", LONG);
        recent.get("a");
        away.set(true);
        assertThat(recent.get("a")).isPresent();
        clock.pass(RecentStore.FRESH);
        assertThatThrownBy(() -> recent.get("a")).isInstanceOf(StorageUnavailable.class);
        away.set(false);
        recent.get("a");
        away.set(true);
        // Whether it was done is not known.
        assertThatThrownBy(() -> recent.take("a")).isInstanceOf(StorageUnavailable.class);
        assertThatThrownBy(() -> recent.get("a")).isInstanceOf(StorageUnavailable.class);
    }

    @Test
    void thereAreNoMoreCopiesThanItMayKeepAndOldOnesMakeRoom() {
        RecentStore heard = heard();
        for (int i = 0; i < 2 * MOST; i++) {
            origin.put("a" + i, "x", LONG);
            heard.get("a" + i);
        }
        asked.clear();
        heard.get("a0");
        assertThat(asked).isEmpty();
        heard.get("a" + (2 * MOST - 1));
        assertThat(asked).hasSize(1);
        clock.pass(RecentStore.FRESH);
        heard.get("a" + (2 * MOST - 1));
        asked.clear();
        heard.get("a" + (2 * MOST - 1));
        assertThat(asked).isEmpty();
    }
}
