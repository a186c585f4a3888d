package dev.menshen.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The tables of a database file, brought up to date by the numbered files in {@code db/}. */
final class Schema {

    /** The number of the last file in {@code db/}. Written here so that an ordinary start need not look for it. */
    static final int LATEST = 6;

    private final SqliteFile file;

    Schema(SqliteFile file) {
        this.file = file;
    }

    /**
     * Looks whose tables these are.
     *
     * @throws CannotOpen when they are newer than this program, or not ours at all
     */
    void refuseStrange(Connection connection) throws SQLException {
        int version = version(connection);
        if (version > LATEST) {
            throw new CannotOpen("The database " + file.path() + " was written by a newer Menshen (tables " + version
                    + ", this program knows " + LATEST + "); start that one, or put back a backup from before.");
        }
    }

    /**
     * Runs the migrations that the file lacks, if any.
     *
     * @throws CannotOpen when one of them fails, of which then nothing is left
     */
    void bringUpToDate(Connection connection) throws SQLException {
        if (version(connection) < LATEST) {
            migrate();
        }
    }

    private int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (number(statement, "SELECT count(*) FROM sqlite_schema WHERE name = 'flyway_schema_history'") == 1) {
                return number(
                        statement,
                        "SELECT coalesce(max(CAST(version AS INTEGER)), 0) FROM flyway_schema_history WHERE success");
            }
            if (number(statement, "SELECT count(*) FROM sqlite_schema") > 0) {
                throw new CannotOpen("The file " + file.path() + " is the database of another program.");
            }
            return 0;
        }
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    private void migrate() {
        try {
            Flyway.configure(Schema.class.getClassLoader())
                    .loggers("slf4j")
                    .dataSource(file.dataSource())
                    .locations("classpath:db/sqlite")
                    .failOnMissingLocations(true)
                    .validateMigrationNaming(true)
                    .placeholderReplacement(false)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            // On a full disk SQLite takes everything back by itself, and what is told is only what went wrong after
            // that.
            String why = OwnFiles.isFull(file.path())
                    ? "its disk is full"
                    : String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
            throw new CannotOpen(
                    "The tables of the database " + file.path() + " cannot be brought up to date: " + why, e);
        }
    }
}
