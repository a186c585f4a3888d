package dev.menshen.audit;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Writes one change down in the transaction that makes it: both are on the disk, or neither. For one change, once.
 *
 * @param <T> what the change makes or changes
 */
public final class Witness<T> implements BiConsumer<Handle, T> {

    private final Audit audit;
    private final Function<T, Event> event;
    private @Nullable Entry seen;

    Witness(Audit audit, Function<T, Event> event) {
        this.audit = audit;
        this.event = event;
    }

    @Override
    public void accept(Handle transaction, T changed) {
        Entry entry = audit.now(event.apply(changed), 1);
        new AuditTable(transaction).insert(List.of(entry));
        seen = entry;
    }

    /** Writes the line; to be called when the transaction has come to its good end, and not before. */
    public void tell() {
        if (seen != null) {
            audit.tell(seen);
        }
    }
}
