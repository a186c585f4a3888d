package dev.menshen.store;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A look through the whole of a database file before it is used, for damage that would show only later. */
final class DamageCheck {

    /** Read in a moment, and far more than the accounts of an intranet take; a start must not wait for a larger one. */
    private static final long MOST_BYTES = 64L << 20;

    private final SqliteFile file;

    DamageCheck(SqliteFile file) {
        this.file = file;
    }

    /**
     * Looks through the file, unless it is very large.
     *
     * @throws CannotOpen when a page of it is not as SQLite left it
     */
    void refuseDamaged(Connection connection) throws SQLException {
        if (size() > MOST_BYTES) {
            return;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
            if (!row.next() || !"ok".equals(row.getString(1))) {
                throw file.damaged(new SQLException(row.getString(1)));
            }
        }
    }

    private long size() {
        try {
            return Files.size(file.path());
        } catch (IOException e) {
            throw new CannotOpen("The database " + file.path() + " cannot be read: " + OwnFiles.why(e), e);
        }
    }
}
