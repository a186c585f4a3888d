package dev.menshen.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The claim of one process to a database file, held by the operating system so that kill -9 gives it up too. */
final class FileLock implements AutoCloseable {

    private final FileChannel channel;

    private FileLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Claims this database by a lock file beside it.
     *
     * @throws CannotOpen when it is claimed already, here or in another process
     */
    static FileLock take(Path database) {
        Path file = database.resolveSibling(database.getFileName() + ".lock");
        FileChannel channel = open(file, database);
        try {
            if (channel.tryLock() != null) {
                return new FileLock(channel);
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            // To the caller it is the same. Where locks are POSIX ones, closing this channel costs the first holder its
            // claim against other processes; but that takes two doors on one file in one program.
        } catch (IOException e) {
            closeQuietly(channel);
            throw new CannotOpen("The lock file " + file + " cannot be locked: " + OwnFiles.why(e), e);
        }
        closeQuietly(channel);
        throw new InUse("The database " + database + " is in use by another running Menshen; stop that one first.");
    }

    private static FileChannel open(Path file, Path database) {
        try {
            OwnFiles.makeFile(file);
            return FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new CannotOpen("The folder of the database " + database + " is not writable: " + OwnFiles.why(e), e);
        }
    }

    @Override
    public void close() {
        // The file stays: deleting it would let a third process lock a new one beside the second's.
        closeQuietly(channel);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock is gone either way.
        }
    }
}
