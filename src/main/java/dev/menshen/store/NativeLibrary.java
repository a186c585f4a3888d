package dev.menshen.store;

import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;

/** SQLite itself, which the driver unpacks into a folder and loads from there. */
final class NativeLibrary {

    /** The driver's name for that folder; where it is not set, the temporary one. */
    private static final String FOLDER = "org.sqlite.tmpdir";

    private NativeLibrary() {}

    /**
     * Loads it; by way of this folder, where the temporary one is read-only or runs no programs.
     *
     * @throws CannotOpen when neither folder will do
     */
    static void load(Path otherwise) {
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            if (System.getProperty(FOLDER) != null) {
                throw cannotLoad(e);
            }
            // The driver knows no other way to be told. What it unpacks it also sweeps out again.
            System.setProperty(FOLDER, otherwise.toString());
            try {
                SQLiteJDBCLoader.initialize();
            } catch (Exception again) {
                throw cannotLoad(again);
            }
        }
    }

    private static CannotOpen cannotLoad(Exception e) {
        return new CannotOpen(
                "SQLite's native library can be loaded neither from the temporary folder nor from "
                        + System.getProperty(FOLDER) + "; start Java with -D" + FOLDER
                        + "=FOLDER, a folder in which files may be written and run.",
                e);
    }
}
