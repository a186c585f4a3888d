package dev.menshen.store;

import static java.util.Collections.frequency;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.store.ExpiringStore.Allowance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What every expiring store must do. */
abstract class ExpiringStoreContract {

    static final Duration LONG = Duration.ofMinutes(5);
    static final Duration SHORT = Duration.ofMillis(120);

    /** The store under test, empty at the start of each test. */
    abstract ExpiringStore store();

    /** Lets this much time pass, and as much more as it takes, within reason, for something to be over. */
    abstract void pass(Duration time, BooleanSupplier isOver);

    /** How often threads meet in a race of many rounds: enough that they do meet, few enough to wait for. */
    abstract int rounds();

    @Test
    void whatWasPutIsReadWithTheTimeItHasLeft() {
        store().put("a", "门神 🚪\n", LONG);
        ExpiringStore.Entry entry = store().get("a").orElseThrow();
        assertThat(entry.value()).isEqualTo("门神 🚪\n");
        assertThat(entry.left()).isBetween(LONG.minusSeconds(30), LONG);
        assertThat(store().get("b")).isEmpty();
    }

    @Test
    void puttingAgainReplacesValueAndLife() {
        store().put("a", "old", SHORT);
        store().put("a", "new", LONG);
        store().put("b", "short", SHORT);
        pass(SHORT, () -> store().get("b").isEmpty());
        assertThat(value("a")).contains("new");
    }

    @Test
    void anEntryIsGoneForEveryMethodWhenItsLifeIsOver() {
        // Where the others are over when the last one is: a busy machine puts them milliseconds apart.
        for (String key : List.of("a", "b", "c", "d", "last")) {
            store().put(key, "x", SHORT);
        }
        pass(SHORT, () -> store().get("last").isEmpty());
        assertThat(store().get("a")).isEmpty();
        assertThat(store().take("b")).isEmpty();
        assertThat(store().remove("c", "x")).isFalse();
        assertThat(store().replace("d", Optional.of("x"), "y", LONG)).isFalse();
        store().touch("a", LONG);
        assertThat(store().get("a")).isEmpty();
        assertThat(store().replace("a", Optional.empty(), "z", LONG)).isTrue();
        assertThat(value("a")).contains("z");
    }

    @Test
    void touchingLengthensOrShortensALife() {
        store().put("longer", "x", SHORT);
        store().put("shorter", "x", LONG);
        store().touch("longer", LONG);
        store().touch("shorter", SHORT);
        pass(SHORT, () -> store().get("shorter").isEmpty());
        assertThat(value("longer")).contains("x");
    }

    @Test
    void replaceKeepsOnlyOverWhatItExpects() {
        assertThat(store().replace("a", Optional.of("x"), "y", LONG)).isFalse();
        assertThat(store().get("a")).isEmpty();
        assertThat(store().replace("a", Optional.empty(), "x", LONG)).isTrue();
        assertThat(store().replace("a", Optional.empty(), "y", LONG)).isFalse();
        assertThat(store().replace("a", Optional.of("other"), "y", LONG)).isFalse();
        assertThat(value("a")).contains("x");
        assertThat(store().replace("a", Optional.of("x"), "y", LONG)).isTrue();
        assertThat(value("a")).contains("y");
    }

    @Test
    void replaceGivesTheNewValueItsOwnLife() {
        store().put("a", "x", LONG);
        store().replace("a", Optional.of("x"), "y", SHORT);
        pass(SHORT, () -> store().get("a").isEmpty());
        assertThat(store().get("a")).isEmpty();
    }

    @Test
    void takeHandsTheEntryOutOnce() {
        store().put("a", "x", LONG);
        assertThat(store().take("a")).contains("x");
        assertThat(store().take("a")).isEmpty();
        assertThat(store().get("a")).isEmpty();
    }

    @Test
    void removeTakesAwayOnlyWhatItExpects() {
        store().put("a", "x", LONG);
        assertThat(store().remove("a", "y")).isFalse();
        assertThat(store().remove("a", "x")).isTrue();
        assertThat(store().remove("a", "x")).isFalse();
        assertThat(store().get("a")).isEmpty();
    }

    @Test
    void aLifeShorterThanAMillisecondIsRefused() {
        Duration none = Duration.ofNanos(999_999);
        assertThatThrownBy(() -> store().put("a", "x", none)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store().touch("a", Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store().replace("a", Optional.empty(), "x", Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(store().get("a")).isEmpty();
    }

    @Test
    void anAllowanceIsCountedUntilItIsUsedUp() {
        Allowance two = new Allowance("two", 2, LONG);
        assertThat(store().reserve(List.of(two))).isZero();
        assertThat(store().reserve(List.of(two))).isZero();
        assertThat(store().reserve(List.of(two))).isBetween(LONG.minusSeconds(30), LONG);
        assertThat(value("two")).contains("2");
    }

    @Test
    void aWindowOpensWithItsFirstUseAndHasRoomAgainAtItsEnd() {
        Allowance one = new Allowance("one", 1, SHORT);
        store().reserve(List.of(one));
        pass(SHORT, () -> store().get("one").isEmpty());
        Allowance longer = new Allowance("one", 1, LONG);
        assertThat(store().reserve(List.of(longer))).isZero();
        assertThat(store().reserve(List.of(longer))).isPositive();
    }

    @Test
    void theWaitIsThatOfTheLastToHaveRoom() {
        Allowance minute = new Allowance("minute", 1, Duration.ofMinutes(1));
        Allowance hour = new Allowance("hour", 1, Duration.ofHours(1));
        Allowance day = new Allowance("day", 9, Duration.ofDays(1));
        store().reserve(List.of(minute, hour, day));
        assertThat(store().reserve(List.of(minute, hour, day))).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    }

    @Test
    void whereOneIsUsedUpNoneIsCounted() {
        Allowance full = new Allowance("full", 1, LONG);
        Allowance empty = new Allowance("empty", 1, LONG);
        store().reserve(List.of(full));
        assertThat(store().reserve(List.of(full, empty))).isPositive();
        assertThat(store().reserve(List.of(empty, full))).isPositive();
        assertThat(store().get("empty")).isEmpty();
        assertThat(store().reserve(List.of(empty))).isZero();
    }

    @Test
    void anAllowanceOfNothingNeverHasRoom() {
        Allowance none = new Allowance("none", 0, LONG);
        assertThat(store().reserve(List.of(none))).isEqualTo(LONG);
        assertThat(store().get("none")).isEmpty();
    }

    @Test
    void whatIsReleasedMayBeUsedAgain() {
        Allowance two = new Allowance("two", 2, LONG);
        store().reserve(List.of(two));
        store().reserve(List.of(two));
        store().release(List.of(two));
        assertThat(value("two")).contains("1");
        assertThat(store().reserve(List.of(two))).isZero();
        assertThat(store().reserve(List.of(two))).isPositive();
    }

    @Test
    void releasingTheOnlyUseClosesTheWindowAndReleasingNothingDoesNothing() {
        Allowance one = new Allowance("one", 1, LONG);
        store().reserve(List.of(one));
        store().release(List.of(one));
        store().release(List.of(one));
        assertThat(store().get("one")).isEmpty();
        assertThat(store().reserve(List.of(one))).isZero();
        assertThat(store().reserve(List.of(one))).isPositive();
    }

    @Test
    void fiftyParallelTakesHandOutTheEntryOnce() throws Exception {
        for (int round = 0; round < 20; round++) {
            store().put("a", "x", LONG);
            assertThat(frequency(Race.of(50, i -> store().take("a")), Optional.of("x")))
                    .isEqualTo(1);
        }
    }

    @Test
    void fiftyParallelRemovesTakeAwayTheEntryOnceEvenWhileItIsTouched() throws Exception {
        for (int round = 0; round < 20; round++) {
            store().put("a", "x", LONG);
            List<Boolean> removed = Race.of(50, i -> {
                store().touch("a", LONG.plusSeconds(i));
                return store().remove("a", "x");
            });
            assertThat(frequency(removed, true)).isEqualTo(1);
        }
    }

    @Test
    void fiftyParallelReplacementsOfTheSameSucceedOnce() throws Exception {
        for (int round = 0; round < 20; round++) {
            store().put("a", "x", LONG);
            assertThat(frequency(Race.of(50, i -> store().replace("a", Optional.of("x"), "y" + i, LONG)), true))
                    .isEqualTo(1);
            store().take("a");
            assertThat(frequency(Race.of(50, i -> store().replace("a", Optional.empty(), "y" + i, LONG)), true))
                    .isEqualTo(1);
        }
    }

    @Test
    void fiftyParallelUsesOfAnAllowanceOfSevenAreSeven() throws Exception {
        for (int round = 0; round < 20; round++) {
            List<Allowance> both =
                    List.of(new Allowance("seven" + round, 7, LONG), new Allowance("many" + round, 99, LONG));
            assertThat(frequency(Race.of(50, i -> store().reserve(both)), Duration.ZERO))
                    .isEqualTo(7);
            assertThat(value("many" + round)).contains("7");
        }
    }

    @Test
    void amongManyThreadsAnEntryIsTakenAwayAsOftenAsItIsKept() throws Exception {
        List<Integer> balances = Race.of(4, i -> {
            int balance = 0;
            for (int round = 0; round < rounds(); round++) {
                balance += store().replace("a", Optional.empty(), "x", LONG) ? 1 : 0;
                store().touch("a", LONG.plusMillis(round));
                balance -= store().remove("a", "x") ? 1 : 0;
                balance += store().replace("a", Optional.empty(), "x", LONG) ? 1 : 0;
                balance -= store().take("a").isPresent() ? 1 : 0;
            }
            return balance;
        });
        assertThat(balances.stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(value("a").isPresent() ? 1 : 0);
    }

    @Test
    void touchingAnEntryNeverKeepsItFromBeingRemoved() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        List<Integer> removed = Race.of(2, i -> {
            int count = 0;
            for (int round = 0; i == 0 ? round < rounds() : !done.get(); round++) {
                if (i == 0) {
                    store().put("a", "x", LONG);
                    count += store().remove("a", "x") ? 1 : 0;
                } else {
                    store().touch("a", LONG.plusMillis(round % 1_000));
                }
            }
            done.set(true);
            return count;
        });
        assertThat(removed.get(0)).isEqualTo(rounds());
    }

    @Test
    void amongManyThreadsEveryUseAndEveryReleaseIsCounted() throws Exception {
        List<Allowance> many = List.of(new Allowance("many", Integer.MAX_VALUE, LONG));
        Race.of(4, i -> {
            for (int round = 0; round < rounds(); round++) {
                store().reserve(many);
                store().reserve(many);
                store().release(many);
            }
            return i;
        });
        assertThat(value("many")).contains(Integer.toString(4 * rounds()));
    }

    Optional<String> value(String key) {
        return store().get(key).map(ExpiringStore.Entry::value);
    }
}
