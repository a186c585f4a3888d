package dev.menshen.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/**
 * A file that SQLite keeps a database in, and how every connection to it is set.
 *
 * @param path where it is
 */
record SqliteFile(Path path) {

    /** How long a write waits for a lock, in all: here for its turn, and in SQLite for other programs. */
    static final int BUSY_MILLIS = 5_000;

    private static final String PREFIX = "jdbc:sqlite:";

    /**
     * The file of this JDBC address.
     *
     * @throws CannotOpen when the address is not that of a file
     */
    static SqliteFile of(String url) {
        String path = url.startsWith(PREFIX) ? url.substring(PREFIX.length()) : "";
        // Parameters could take back what is set below, and a database in memory would be another one per connection.
        if (path.isEmpty() || path.startsWith(":") || path.startsWith("file:") || path.indexOf('?') >= 0) {
            throw new CannotOpen(
                    "The database address " + url + " is not " + PREFIX + " followed by a file name alone.");
        }
        return new SqliteFile(real(Path.of(path).toAbsolutePath().normalize()));
    }

    /** Past any link, for a lock lies beside the file, and two names of one file must mean the same lock. */
    private static Path real(Path path) {
        try {
            return Files.exists(path) ? path.toRealPath() : path;
        } catch (IOException e) {
            throw new CannotOpen("The database " + path + " cannot be found: " + OwnFiles.why(e), e);
        }
    }

    /** A file beside this one, such as SQLite's own with {@code -wal} at the end of its name. */
    Path beside(String ending) {
        return path.resolveSibling(path.getFileName() + ending);
    }

    /** Makes its folder, where that is missing. */
    void makeFolder() {
        try {
            OwnFiles.makeFolder(path.resolveSibling("."));
        } catch (IOException e) {
            throw new CannotOpen("The folder of the database " + path + " cannot be made: " + OwnFiles.why(e), e);
        }
    }

    /** A new connection. */
    Connection connect() throws SQLException {
        return config().createConnection(PREFIX + path);
    }

    /** A new connection on which every attempt to write fails. */
    Connection connectToRead() throws SQLException {
        Connection connection = connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = 1");
        }
        return connection;
    }

    /** A new connection that leaves the file alone in every way; not even its log is written back at the end. */
    Connection connectToInspect() throws SQLException {
        SQLiteConfig config = config();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setReadOnly(true);
        return config.createConnection(PREFIX + path);
    }

    /** A source of connections that write, for the migrations. */
    SQLiteDataSource dataSource() {
        SQLiteDataSource source = new SQLiteDataSource(config());
        source.setUrl(PREFIX + path);
        return source;
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        // With a write-ahead log, NORMAL would lose answered writes when the power goes.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        // A transaction that reads first and locks later fails with SQLITE_BUSY_SNAPSHOT beside another writer.
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.enforceForeignKeys(true);
        return config;
    }

    /** Switches the file, for good, to the journal that lets readers go on beside the writer. */
    void useWriteAheadLog(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet mode = statement.executeQuery("PRAGMA journal_mode = WAL")) {
            if (!mode.next() || !"wal".equals(mode.getString(1).toLowerCase(Locale.ROOT))) {
                throw new CannotOpen("The database " + path + " is on a file system without shared memory, which "
                        + "SQLite's write-ahead log needs; a network share is none to keep it on.");
            }
        }
    }

    /** Fails where SQLite would open the file and then refuse every write. */
    void refuseReadOnly(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            // On a file that cannot be written, the line above would come back content with looking.
            statement.execute("PRAGMA user_version = 0");
            statement.execute("ROLLBACK");
        }
    }

    /** The sentence for a start that failed in SQLite. */
    CannotOpen cannotOpen(Exception e) {
        return switch (SqliteTrouble.code(e)) {
            case SqliteTrouble.NOT_A_DATABASE, SqliteTrouble.CORRUPT -> damaged(e);
            case SqliteTrouble.BUSY, SqliteTrouble.LOCKED ->
                new CannotOpen("The database " + path + " is locked by another program.", e);
            case SqliteTrouble.READONLY, SqliteTrouble.CANTOPEN ->
                new CannotOpen(
                        "The database " + path + ", its folder, or the files beside it cannot be written; "
                                + "they must belong to the user who starts this program.",
                        e);
            default -> new CannotOpen("The database " + path + " cannot be opened: " + e.getMessage(), e);
        };
    }

    /** The sentence for a file that is not what it should be. */
    CannotOpen damaged(Exception e) {
        return new CannotOpen(
                "The file " + path + " is damaged or not a SQLite database; put a backup in its place. "
                        + "Nothing was changed.",
                e);
    }
}
