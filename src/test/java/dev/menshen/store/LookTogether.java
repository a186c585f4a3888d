package dev.menshen.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A store at which so many threads all look before any of them goes on: the worst of all races. */
public final class LookTogether extends Forwarding {

    private final CyclicBarrier all;
    private final boolean afterRelease;
    private final ThreadLocal<Boolean> due;

    private LookTogether(ExpiringStore store, int threads, boolean afterRelease) {
        super(store);
        this.all = new CyclicBarrier(threads);
        this.afterRelease = afterRelease;
        this.due = ThreadLocal.withInitial(() -> !afterRelease);
    }

    /** They look together for the first time. */
    public static LookTogether first(ExpiringStore store, int threads) {
        return new LookTogether(store, threads, false);
    }

    /** They look together after each has given something back here. */
    public static LookTogether afterRelease(ExpiringStore store, int threads) {
        return new LookTogether(store, threads, true);
    }

    @Override
    public Optional<Entry> get(String key) {
        Optional<Entry> seen = super.get(key);
        if (due.get()) {
            due.set(false);
            try {
                int unused = all.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException("not all of them have looked", e);
            }
        }
        return seen;
    }

    @Override
    public void release(List<Allowance> allowances) {
        super.release(allowances);
        due.set(afterRelease);
    }
}
