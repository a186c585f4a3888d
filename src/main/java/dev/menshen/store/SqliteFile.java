package dev.menshen.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteJDBCLoader;

/**
 * A file that SQLite keeps a database in, and how every connection to it is set.
 *
 * @param path where it is
 */
record SqliteFile(Path path) {

    private static final String PREFIX = "jdbc:sqlite:";

    /** How long SQLite itself waits for a lock that another program holds on the file. */
    private static final int BUSY_MILLIS = 5_000;

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
        return new SqliteFile(Path.of(path).toAbsolutePath().normalize());
    }

    /** Makes the file, empty, and its folder, where they are missing. */
    void make() {
        try {
            OwnFiles.makeFolder(path.resolveSibling("."));
            OwnFiles.makeFile(path);
        } catch (IOException e) {
            throw new CannotOpen("The database " + path + " cannot be made: " + e, e);
        }
        loadNativeLibrary();
    }

    private static void loadNativeLibrary() {
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            throw new CannotOpen(
                    "SQLite's native library cannot be loaded from the temporary folder; start Java with "
                            + "-Dorg.sqlite.tmpdir=FOLDER, a folder in which files may be written and run ("
                            + e.getMessage() + ").",
                    e);
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

    /** The sentence for a start that failed in SQLite. */
    CannotOpen cannotOpen(Exception e) {
        return switch (SqliteTrouble.code(e)) {
            case SqliteTrouble.NOT_A_DATABASE, SqliteTrouble.CORRUPT ->
                new CannotOpen(
                        "The file " + path + " is damaged or not a SQLite database; put a backup in its place. "
                                + "Nothing was changed.",
                        e);
            case SqliteTrouble.BUSY, SqliteTrouble.LOCKED ->
                new CannotOpen("The database " + path + " is locked by another program.", e);
            default -> new CannotOpen("The database " + path + " cannot be opened: " + e.getMessage(), e);
        };
    }
}
