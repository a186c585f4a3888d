package dev.menshen.store;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.OSInfo;

/** SQLite itself, which lies in the jar and is loaded from a file of a folder. */
final class NativeLibrary {

    /** The driver's name for the folder that it unpacks into; where it is not set, the temporary one. */
    private static final String FOLDER = "org.sqlite.tmpdir";

    /** The driver's name for a folder in which there is one unpacked already. */
    private static final String UNPACKED = "org.sqlite.lib.path";

    private NativeLibrary() {}

    /**
     * Loads it; by way of this folder, where the temporary one is read-only or runs no programs.
     *
     * @throws CannotOpen when neither folder will do
     */
    static void load(Path otherwise) {
        try {
            if (System.getProperty(FOLDER) == null && System.getProperty(UNPACKED) == null && isGoneWhileLoaded()) {
                loadUnpacked();
            }
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

    /**
     * In a folder of its own, which is gone as soon as it is loaded. The driver would first look through all of the
     * temporary folder, and read byte by byte what it has unpacked; and leave it there when it is killed.
     */
    private static synchronized void loadUnpacked() {
        String name = System.mapLibraryName("sqlitejdbc");
        Path folder = null;
        try {
            folder = Files.createTempDirectory("menshen-sqlite");
            unpack("native/" + system() + "/" + name, folder.resolve(name));
            System.setProperty(FOLDER, folder.toString());
            System.setProperty(UNPACKED, folder.toString());
            SQLiteJDBCLoader.initialize();
        } catch (Exception leftToTheDriver) {
            // Which tries it once more, in its own way, and says what is wrong.
        } finally {
            System.clearProperty(FOLDER);
            System.clearProperty(UNPACKED);
            remove(folder, name);
        }
    }

    /** Elsewhere a file cannot be removed while it is loaded; the driver sweeps its own out at a later start. */
    private static boolean isGoneWhileLoaded() {
        return File.separatorChar == '/';
    }

    /** The driver's name for this system, which it takes long to find where it is not the usual one. */
    private static String system() {
        boolean usual = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64")
                && !Files.exists(Path.of("/lib/ld-musl-x86_64.so.1"));
        return usual ? "Linux/x86_64" : OSInfo.getNativeLibFolderPathForCurrentOS();
    }

    private static void unpack(String resource, Path file) throws IOException {
        try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException(resource);
            }
            Files.copy(in, file);
        }
    }

    private static void remove(@Nullable Path folder, String name) {
        if (folder == null) {
            return;
        }
        for (Path path : new Path[] {folder.resolve(name), folder}) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException later) {
                path.toFile().deleteOnExit();
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
