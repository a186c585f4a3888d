package dev.menshen.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** Folders and files that only their owner can read, where the file system knows owners; what exists is left as it is. */
final class OwnFiles {

    /** Bytes; new tables take several times as much. */
    private static final long LITTLE = 64 * 1024;

    private OwnFiles() {}

    /** Makes this folder, and those above it, with mode 700. */
    static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, mode(folder, "rwx------"));
        }
    }

    /** Makes this file, empty, with mode 600. */
    static void makeFile(Path file) throws IOException {
        try {
            Files.createFile(file, mode(file, "rw-------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(file)) {
                throw e;
            }
        }
    }

    /** Gives a finished draft its name, wholly or not at all, and for good. */
    static void publish(Path draft, Path file) throws IOException {
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && mode(folder, "rwx------").length > 0) {
            // A name is the folder's data: without this, the power may take it away from a file that is on the disk.
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Whether the disk that this path is on has no room left, not even for a small file. */
    static boolean isFull(Path path) {
        try {
            return Files.getFileStore(
                                    Objects.requireNonNull(path.toAbsolutePath().getParent()))
                            .getUsableSpace()
                    < LITTLE;
        } catch (IOException e) {
            return false;
        }
    }

    /** Why this failed, in words that go after a colon. */
    static String why(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof FileSystemException file && file.getReason() != null ? file.getReason() : e.toString();
    }

    private static FileAttribute<?>[] mode(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
