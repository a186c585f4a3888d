package dev.menshen.audit;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The table {@code audit_event}, over one borrowed connection. */
final class AuditTable {

    private final Handle handle;

    AuditTable(Handle handle) {
        this.handle = handle;
    }

    /** Adds these; returns how many. */
    int insert(List<Entry> entries) {
        PreparedBatch batch = handle.prepareBatch("INSERT INTO audit_event"
                + " (at, event, account, name, method, address, reason, count)"
                + " VALUES (:at, :event, :account, :name, :method, :address, :reason, :count)");
        for (Entry entry : entries) {
            Event event = entry.event();
            batch.bind("at", entry.at().toEpochMilli())
                    .bind("event", event.what().word())
                    .bind("account", event.who().account())
                    .bind("name", event.who().name())
                    .bind("method", event.method().word())
                    .bind("address", event.address())
                    .bind("reason", event.reason())
                    .bind("count", entry.count())
                    .add();
        }
        return batch.execute().length;
    }

    /** Removes the oldest from before this, so many at most; returns how many. */
    int sweep(Instant before, int most) {
        return handle.execute(
                "DELETE FROM audit_event WHERE id IN"
                        + " (SELECT id FROM audit_event WHERE at < ? ORDER BY at LIMIT ?)",
                before.toEpochMilli(),
                most);
    }
}
