package dev.menshen.cli;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the hatch of a house is: a socket in a folder of its own that only its owner can enter.
 *
 * <p>The folder decides, for the data folder may be open to others, and a socket is there for a moment before it gets
 * its mode.
 */
record HatchSocket(Path folder) {

    private static final String NAME = "menshen.sock";

    /** The one of the house with this data folder. */
    static HatchSocket of(Path data) {
        return new HatchSocket(data.resolve("hatch"));
    }

    Path path() {
        return folder.resolve(NAME);
    }

    /** Begins to listen, in the place of one that was killed. */
    ServerSocketChannel listen() throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            throw new IOException("this file system does not know who may enter a folder");
        }
        makeFolder();
        clear();
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(address());
            Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw-------"));
            server.configureBlocking(false);
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void makeFolder() throws IOException {
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private void clear() throws IOException {
        if (!Files.exists(path(), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (SocketChannel other = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.connect(address());
        } catch (IOException nobody) {
            Files.delete(path());
            return;
        }
        throw new IOException("another door listens at " + path());
    }

    UnixDomainSocketAddress address() {
        return UnixDomainSocketAddress.of(path());
    }
}
