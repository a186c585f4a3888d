package dev.menshen.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A database in the making, under a name of its own until it is whole: so a start that is killed leaves nothing half,
 * and a file that is empty or without its log's other half is never one of ours but a sign that something was lost.
 */
final class NewDatabase {

    private final SqliteFile file;
    private final SqliteFile draft;

    NewDatabase(SqliteFile file) {
        this.file = file;
        this.draft = new SqliteFile(file.beside(".new"));
    }

    /**
     * Has the database made where there is none.
     *
     * @throws CannotOpen when there should be one, as far as can be seen
     */
    void makeIfMissing(Preparation preparation) {
        try {
            if (!isMissing()) {
                return;
            }
            for (String ending : new String[] {"", "-wal", "-shm", "-journal"}) {
                Files.deleteIfExists(draft.beside(ending));
            }
            OwnFiles.makeFile(draft.path());
            preparation.prepare(draft);
            OwnFiles.publish(draft.path(), file.path());
        } catch (IOException e) {
            throw new CannotOpen("The database " + file.path() + " cannot be made: " + OwnFiles.why(e), e);
        }
    }

    /** Beginning anew beside the remains of a database would be an empty house in which every name is free again. */
    private boolean isMissing() throws IOException {
        if (Files.exists(file.path())) {
            if (Files.isRegularFile(file.path()) && Files.size(file.path()) == 0) {
                throw lost("is empty, as Menshen never leaves it");
            }
            return false;
        }
        if (Files.isSymbolicLink(file.path())) {
            throw lost("is a link to a file that is missing");
        }
        Path log = file.beside("-wal");
        if (Files.exists(log)) {
            throw lost("is missing, but its log " + log + " is there");
        }
        return true;
    }

    private CannotOpen lost(String how) {
        return new CannotOpen(
                "The database " + file.path() + " " + how
                        + "; put the database or a backup in its place, or take away what is left of it to begin without accounts.");
    }

    /** Makes the tables in an empty file and closes it. */
    interface Preparation {
        void prepare(SqliteFile file);
    }
}
