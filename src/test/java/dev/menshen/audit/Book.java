package dev.menshen.audit;

import dev.menshen.TestDoor;
import dev.menshen.store.Database;
import java.util.List;

/** What stands in the database's book of events, as a test reads it. */
public final class Book {

    private Book() {}

    /** Each row as {@code event account name method address reason count}, the oldest first. */
    static List<String> rows(Database database) {
        return database.read(handle -> handle.createQuery("SELECT event || ' ' || coalesce(account, '-') || ' ' || name"
                        + " || ' ' || method || ' ' || address || ' ' || reason || ' ' || count"
                        + " FROM audit_event ORDER BY id")
                .mapTo(String.class)
                .list());
    }

    /** The same of a door, which is closed for it: then all is written. */
    public static List<String> closed(TestDoor door) {
        door.close();
        try (Database database = Database.open(door.data())) {
            return rows(database);
        }
    }
}
