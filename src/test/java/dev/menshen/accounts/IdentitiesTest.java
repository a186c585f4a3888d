package dev.menshen.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class IdentitiesTest {

    @Test
    void askingAgainCostsNoLookIntoTheDatabase() {
        AtomicInteger looks = new AtomicInteger();
        Identities identities = new Identities(id -> {
            looks.incrementAndGet();
            return Optional.of(named("alice"));
        });
        for (int i = 0; i < 10; i++) {
            assertThat(identities.of(1)).contains(named("alice"));
        }
        assertThat(looks).hasValue(1);
    }

    @Test
    void aHundredThousandAreRememberedButFewInASmallHeap() {
        assertThat(Identities.most(1L << 30)).isGreaterThan(100_000);
        assertThat(Identities.most(64L << 20)).isBetween(10_000, 20_000);
    }

    @Test
    void nobodyIsNotRemembered() {
        AtomicReference<Optional<Identity>> stored = new AtomicReference<>(Optional.empty());
        Identities identities = new Identities(id -> stored.get());
        assertThat(identities.of(1)).isEmpty();
        stored.set(Optional.of(named("alice")));
        assertThat(identities.of(1)).isPresent();
    }

    @Test
    void whatWasReadBeforeAChangeIsNotLeftAfterIt() throws InterruptedException {
        AtomicReference<String> stored = new AtomicReference<>("before");
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        Identities identities = new Identities(id -> {
            Identity identity = named(Objects.requireNonNull(stored.get()));
            read.countDown();
            await(changed);
            return Optional.of(identity);
        });
        Thread slow = new Thread(() -> identities.of(1));
        slow.start();
        await(read);
        // The change is made and forgotten here while the reader still holds what was there before.
        stored.set("after");
        Thread forgetting = new Thread(() -> identities.forget(1));
        forgetting.start();
        while (forgetting.isAlive() && forgetting.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }
        changed.countDown();
        slow.join();
        forgetting.join();
        assertThat(identities.of(1)).contains(named("after"));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Identity named(String name) {
        return new Identity(name, Optional.empty(), Optional.empty(), List.of());
    }
}
