package dev.menshen.store;

import dev.menshen.store.ExpiringStore.Entry;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;

/** The rows of the table {@code kept_entry} that belong to one store. */
final class KeptEntries {

    private final Database database;
    private final String store;
    private final InstantSource clock;

    KeptEntries(Database database, String store, InstantSource clock) {
        this.database = database;
        this.store = store;
        this.clock = clock;
    }

    /** Hands over each entry that lives, with what is left of its life. */
    void eachLiving(BiConsumer<String, Entry> taker) {
        long now = clock.millis();
        database.look(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT key, value, expires_at FROM kept_entry WHERE store = ? AND expires_at > ?")) {
                query.setString(1, store);
                query.setLong(2, now);
                ResultSet row = query.executeQuery();
                while (row.next()) {
                    Duration left = Duration.ofMillis(row.getLong("expires_at") - now);
                    taker.accept(row.getString("key"), new Entry(row.getString("value"), left));
                }
                return true;
            }
        });
    }

    /** Keeps an entry, over whatever was there. */
    void put(String key, Entry entry) {
        database.write(handle -> upsert(handle, key, entry));
    }

    /** Removes an entry, if it is there. */
    void remove(String key) {
        database.write(handle -> delete(handle, key));
    }

    /**
     * Writes these entries anew, or removes those that are no more, and then removes those that are over, in one
     * transaction.
     *
     * @param current calls back with what there is under a key, unless the row is to stay as it is
     */
    void update(Collection<String> keys, BiConsumer<String, Taker> current) {
        long now = clock.millis();
        database.write(handle -> {
            // The whole entry, not its end alone: should the clock have leapt, the row may have been swept out before.
            keys.forEach(key -> current.accept(
                    key,
                    (k, living) -> living.ifPresentOrElse(entry -> upsert(handle, k, entry), () -> delete(handle, k))));
            return handle.createUpdate("DELETE FROM kept_entry WHERE store = :store AND expires_at <= :now")
                    .bind("store", store)
                    .bind("now", now)
                    .execute();
        });
    }

    private int upsert(Handle handle, String key, Entry entry) {
        return handle.createUpdate(
                        "INSERT INTO kept_entry (store, key, value, expires_at) VALUES (:store, :key, :value, :expires)"
                                + " ON CONFLICT (store, key) DO UPDATE"
                                + " SET value = excluded.value, expires_at = excluded.expires_at")
                .bind("store", store)
                .bind("key", key)
                .bind("value", entry.value())
                .bind("expires", clock.millis() + entry.left().toMillis())
                .execute();
    }

    private int delete(Handle handle, String key) {
        return handle.createUpdate("DELETE FROM kept_entry WHERE store = :store AND key = :key")
                .bind("store", store)
                .bind("key", key)
                .execute();
    }

    /** Is handed the entry under a key, if there is one. */
    interface Taker {
        void take(String key, Optional<Entry> entry);
    }
}
