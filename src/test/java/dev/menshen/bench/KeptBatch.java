package dev.menshen.bench;

import dev.menshen.store.ExpiringStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A store that only takes new entries, and writes them where a door finds them at its start. For seeding: whoever
 * begins sessions in it may begin one for each account.
 */
final class KeptBatch implements ExpiringStore, AutoCloseable {

    private final PreparedStatement insert;
    private final String store;

    KeptBatch(Connection connection, String store) throws SQLException {
        this.insert = connection.prepareStatement(
                "INSERT INTO kept_entry (store, key, value, expires_at) VALUES (?, ?, ?, ?)");
        this.store = store;
    }

    @Override
    public void put(String key, String value, Duration life) {
        try {
            insert.setString(1, store);
            insert.setString(2, key);
            insert.setString(3, value);
            insert.setLong(4, System.currentTimeMillis() + life.toMillis());
            insert.addBatch();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean replace(String key, Optional<String> expected, String value, Duration life) {
        put(key, value, life);
        return true;
    }

    @Override
    public Optional<Entry> get(String key) {
        return Optional.empty();
    }

    /** Writes what was put. */
    void write() throws SQLException {
        insert.executeBatch();
    }

    @Override
    public void close() throws SQLException {
        insert.close();
    }

    @Override
    public void touch(String key, Duration life) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> take(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean remove(String key, String expected) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Duration reserve(List<Allowance> allowances) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void release(List<Allowance> allowances) {
        throw new UnsupportedOperationException();
    }
}
