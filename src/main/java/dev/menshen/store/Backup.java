package dev.menshen.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Copies of the database in one file each, and their way back.
 *
 * <p>A copy is made beside whoever writes: SQLite reads it as of one moment (VACUUM INTO), so that it holds everything
 * that was acknowledged before it was begun. It is put back only where no door runs, and nobody is signed in afterwards:
 * who signed out since the copy was made must not be in again.
 */
public final class Backup {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    private final SqliteFile database;

    /** Copies of the database at this JDBC address. */
    public Backup(String url) {
        this.database = SqliteFile.of(url);
    }

    /**
     * Copies the database into this new file, which only its owner can read; it is there wholly or not at all.
     *
     * @throws CannotOpen when there is such a file already, or it cannot be made
     */
    public void make(Path file) {
        if (!Files.exists(database.path())) {
            throw new CannotOpen("there is no database " + database.path());
        }
        refuseExisting(file);
        NativeLibrary.load(database.path().resolveSibling(""));
        Path draft = beside(file, ".part");
        try {
            Files.deleteIfExists(draft);
            // Empty, and with the owner's rights alone before anything is in it; SQLite takes it as it is.
            OwnFiles.makeFile(draft);
            try (Connection connection = database.connect();
                    PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
                copy.setString(1, draft.toString());
                copy.execute();
            }
            sync(draft);
            OwnFiles.publish(draft, file);
        } catch (IOException e) {
            throw new CannotOpen("the copy " + file + " cannot be made: " + OwnFiles.why(e), e);
        } catch (SQLException e) {
            throw new CannotOpen("the copy " + file + " cannot be made: " + e.getMessage(), e);
        } finally {
            deleteQuietly(draft);
        }
    }

    /**
     * Puts a copy in the place of the database, which is kept beside it under another name.
     *
     * @return where what was there before is kept; the file itself where there was nothing
     * @throws InUse while a door runs
     * @throws CannotOpen when the copy is damaged, newer than this program, or no database of ours; nothing is changed
     */
    public Path putBack(Path file, Instant now) {
        SqliteFile copy = new SqliteFile(file.toAbsolutePath().normalize());
        if (!Files.isRegularFile(copy.path())) {
            throw new CannotOpen("there is no copy " + file);
        }
        database.makeFolder();
        NativeLibrary.load(database.path().resolveSibling(""));
        FileLock claimed = FileLock.take(database.path());
        try {
            inspect(copy);
            SqliteFile draft = new SqliteFile(database.beside(".restored"));
            Files.deleteIfExists(draft.path());
            OwnFiles.makeFile(draft.path());
            Files.copy(copy.path(), draft.path(), StandardCopyOption.REPLACE_EXISTING);
            signEverybodyOut(draft);
            sync(draft.path());
            Path kept = keep(database.beside(".before-" + MOMENT.format(now)));
            OwnFiles.publish(draft.path(), database.path());
            return kept;
        } catch (IOException e) {
            throw new CannotOpen("the copy " + file + " cannot be put back: " + OwnFiles.why(e), e);
        } catch (SQLException e) {
            throw copy.cannotOpen(e);
        } finally {
            claimed.close();
        }
    }

    private static void inspect(SqliteFile copy) throws SQLException {
        try (Connection connection = copy.connectToInspect()) {
            new Schema(copy).refuseStrange(connection);
            new DamageCheck(copy).refuseDamaged(connection);
        }
    }

    private static void signEverybodyOut(SqliteFile draft) throws SQLException {
        try (Connection connection = draft.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM kept_entry WHERE store = 'session'");
            // So that all of it is in the one file.
            statement.execute("PRAGMA journal_mode = DELETE");
        }
    }

    /** The present database with all that its log holds, under another name. */
    private Path keep(Path name) throws IOException, SQLException {
        if (!Files.exists(database.path())) {
            return database.path();
        }
        refuseExisting(name);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException damaged) {
            // Then it is kept as it is, log and all: it may be why a copy is put back.
            for (String ending : new String[] {"-wal", "-shm"}) {
                if (Files.exists(database.beside(ending))) {
                    Files.copy(database.beside(ending), name.resolveSibling(name.getFileName() + ending));
                }
            }
        }
        Files.deleteIfExists(database.beside("-wal"));
        Files.deleteIfExists(database.beside("-shm"));
        Files.move(database.path(), name, StandardCopyOption.ATOMIC_MOVE);
        return name;
    }

    private static void refuseExisting(Path file) {
        if (Files.exists(file)) {
            throw new CannotOpen(file + " is there already; name a new file");
        }
    }

    private static Path beside(Path file, String ending) {
        Path whole = file.toAbsolutePath().normalize();
        return whole.resolveSibling(whole.getFileName() + ending);
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It is in nobody's way; the next copy to the same place takes it away.
        }
    }
}
