package dev.menshen.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.JarProcess;
import dev.menshen.store.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Starts that must not come about: one line that names the file and the remedy, and nothing touched. */
class RefusedStartIT {

    private static final List<String> NOBODY =
            List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups");

    private Path folder;
    private Path data;
    private Path database;

    @BeforeEach
    void makeADatabase() {
        folder = Command.commonFolder();
        data = folder.resolve("data");
        database = data.resolve("menshen.db");
        Database.open(data).close();
    }

    @Test
    void aDamagedFileIsRefusedAndLeftAsItIs() throws IOException {
        byte[] damaged = Files.readAllBytes(database);
        for (int i = 2 * 4096; i < 3 * 4096; i++) {
            damaged[i] = (byte) (i * 31);
        }
        Files.write(database, damaged);

        assertThat(refused(List.of()))
                .contains(database.toString())
                .contains("damaged")
                .contains("backup");
        assertThat(database).hasBinaryContent(damaged);
    }

    @Test
    void anotherUsersDataAreRefusedWhateverOfThemIsClosed() throws IOException {
        Command.assumeRoot("start the door as another user");
        open(folder);

        assertThat(refused(NOBODY)).contains(database.toString()).contains("permission denied");

        open(data);
        assertThat(refused(NOBODY)).contains(database.toString()).contains("permission denied");

        Files.delete(data.resolve("menshen.db.lock"));
        assertThat(refused(NOBODY)).contains(database.toString()).contains("belong to the user");

        Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(refused(NOBODY)).contains(database.toString()).contains("belong to the user");

        open(database);
        Path key = Files.writeString(data.resolve("house.key"), "x", StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        assertThat(refused(NOBODY)).contains(key.toString()).contains("permission denied");
    }

    @Test
    void aReadOnlyDiskIsRefused() throws IOException {
        try (Tmpfs disk = Tmpfs.mount("size=4m")) {
            data = disk.folder();
            database = data.resolve("menshen.db");
            Database.open(data).close();
            disk.remount("ro");
            assertThat(refused(List.of())).contains(database.toString()).contains("Read-only file system");

            disk.remount("rw");
            disk.fill();
            Files.delete(database);
            assertThat(refused(List.of())).contains(database.toString()).contains("full");
            assertThat(database).doesNotExist();

            disk.free();
            try (JarProcess door = start(List.of())) {
                door.uri();
            }
        }
    }

    private static void open(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    /** The one line that the start fails with. */
    private String refused(List<String> prefix) throws IOException {
        try (JarProcess door = start(prefix)) {
            assertThat(door.exit()).isEqualTo(1);
            assertThat(door.printed()).isEmpty();
            assertThat(door.complained().lines()).as(door.complained()).hasSize(1);
            return door.complained();
        }
    }

    private JarProcess start(List<String> prefix) throws IOException {
        // A copy, for another user may not be let in where the jar was built.
        Path jar = folder.resolve("menshen.jar");
        if (!Files.exists(jar)) {
            Files.copy(JarProcess.JAR, jar);
        }
        List<String> program = new ArrayList<>(prefix);
        program.addAll(List.of(JarProcess.thisJava().toString(), "-jar", jar.toString()));
        return JarProcess.start(program, folder, "--listen", "127.0.0.1:0", "--data", data.toString());
    }
}
