package dev.menshen.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Another store, for tests in which one method of it does something more. */
class Forwarding implements ExpiringStore {

    private final ExpiringStore store;

    Forwarding(ExpiringStore store) {
        this.store = store;
    }

    @Override
    public Optional<Entry> get(String key) {
        return store.get(key);
    }

    @Override
    public void put(String key, String value, Duration life) {
        store.put(key, value, life);
    }

    @Override
    public boolean replace(String key, Optional<String> expected, String value, Duration life) {
        return store.replace(key, expected, value, life);
    }

    @Override
    public void touch(String key, Duration life) {
        store.touch(key, life);
    }

    @Override
    public Optional<String> take(String key) {
        return store.take(key);
    }

    @Override
    public boolean remove(String key, String expected) {
        return store.remove(key, expected);
    }

    @Override
    public Duration reserve(List<Allowance> allowances) {
        return store.reserve(allowances);
    }

    @Override
    public void release(List<Allowance> allowances) {
        store.release(allowances);
    }
}
