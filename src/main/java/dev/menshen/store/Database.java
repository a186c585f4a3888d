package dev.menshen.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.HandleCallback;

/**
 * The one SQLite database: a single held connection that writes and a few that read.
 *
 * <p>One writer, because SQLite has one write lock: callers queue here, in order, rather than in the file. What
 * {@link #write} returned is on the disk. Both methods throw {@link StorageUnavailable} when the database cannot answer
 * in time, and {@link UniqueViolation} when a unique constraint refused. They do not nest.
 */
public final class Database implements AutoCloseable {

    private static final int READERS = 4;

    private final FileLock lock;
    private final Lanes writer;
    private final Lanes readers;

    private Database(FileLock lock, SqliteFile file) {
        this.lock = lock;
        this.writer = new Lanes(1, file::connect);
        this.readers = new Lanes(READERS, file::connectToRead);
    }

    /**
     * Opens {@code menshen.db} in this folder, making both if missing, and brings its tables up to date.
     *
     * @throws CannotOpen when it must not be used
     */
    public static Database open(Path folder) {
        return open("jdbc:sqlite:" + folder.resolve("menshen.db"));
    }

    /**
     * Opens the database of this JDBC address, making the file and its folder if missing, and brings its tables up to
     * date. Until it is closed nobody else can open it.
     *
     * @throws CannotOpen when it must not be used
     */
    public static Database open(String url) {
        SqliteFile file = SqliteFile.of(url);
        file.makeFolder();
        FileLock lock = FileLock.take(file.path());
        try {
            NativeLibrary.load(file.path().resolveSibling(""));
            new NewDatabase(file).makeIfMissing(Database::prepare);
            inspect(file);
            prepare(file);
            return new Database(lock, file);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Whether there is a file at this JDBC address. */
    public static boolean isThere(String url) {
        return Files.exists(SqliteFile.of(url).path());
    }

    /** Before anything is written: a file that must not be used is left as it was found. */
    private static void inspect(SqliteFile file) {
        try (Connection connection = file.connectToInspect()) {
            new Schema(file).refuseStrange(connection);
            new DamageCheck(file).refuseDamaged(connection);
        } catch (SQLException e) {
            throw file.cannotOpen(e);
        }
    }

    private static void prepare(SqliteFile file) {
        try (Connection connection = file.connect()) {
            // Once and here: asking for it on every new connection under load ends in SQLITE_BUSY.
            file.useWriteAheadLog(connection);
            file.refuseReadOnly(connection);
            new Schema(file).bringUpToDate(connection);
        } catch (SQLException e) {
            throw file.cannotOpen(e);
        }
    }

    /** Lends a connection that is for looking only. */
    public <T, X extends Exception> T read(HandleCallback<T, X> work) throws X {
        return readers.lend((lane, patience) -> lane.read(work));
    }

    /**
     * The same without Jdbi, for what is read at every start: loading that takes longer than all the rest of the house,
     * and can wait until the door is open.
     */
    <T> T look(Lane.Looking<T, SQLException> work) {
        return readers.lend((lane, patience) -> lane.look(work));
    }

    /** Runs the work as one transaction, committed and on the disk when this returns, or as if it never was. */
    public <T, X extends Exception> T write(HandleCallback<T, X> work) throws X {
        return writer.lend((lane, patience) -> lane.write(patience, work));
    }

    /** Waits for what is running and closes the file. */
    @Override
    public void close() {
        readers.close();
        writer.close();
        lock.close();
    }
}
