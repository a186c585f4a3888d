package dev.menshen.faults;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.menshen.TestDoor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small disk of its own, which can be filled and made read-only without anybody else noticing. */
final class Tmpfs implements AutoCloseable {

    private final Path folder;

    private Tmpfs(Path folder) {
        this.folder = folder;
    }

    /** Mounts one with these options; the test that asks is skipped where that is not allowed. */
    static Tmpfs mount(String options) {
        Path folder = TestDoor.newFolder();
        assumeThat(Command.succeeds("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()))
                .as("SKIPPED: a small disk cannot be mounted here; that takes root")
                .isTrue();
        return new Tmpfs(folder);
    }

    Path folder() {
        return folder;
    }

    /** Uses up all the space there is. */
    void fill() {
        try (OutputStream filler = Files.newOutputStream(folder.resolve("filler"))) {
            byte[] block = new byte[4096];
            while (true) {
                filler.write(block);
            }
        } catch (IOException full) {
            // That is the point.
        }
    }

    /** Gives the space back. */
    void free() {
        try {
            Files.delete(folder.resolve("filler"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Mounts it anew with these options more. */
    void remount(String options) {
        if (!Command.succeeds("mount", "-o", "remount," + options, folder.toString())) {
            throw new AssertionError("cannot remount " + folder);
        }
    }

    @Override
    public void close() {
        if (!Command.succeeds("umount", "-l", folder.toString())) {
            throw new AssertionError("cannot unmount " + folder);
        }
    }
}
