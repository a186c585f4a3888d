package dev.menshen.cli;

import dev.menshen.store.CannotOpen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Duration;
import java.util.Optional;

/** The other side of the hatch: a command that asks a running door. */
final class HatchCall {

    /** The door's own waits for its database, and some. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HatchSocket socket;

    HatchCall(HatchSocket socket) {
        this.socket = socket;
    }

    /**
     * Asks, and returns the answer; empty when nobody listens there, or went away before answering.
     *
     * @throws CannotOpen when there is a door, but not for this user, or it does not answer in time
     */
    Optional<String> ask(String line) {
        if (!Files.exists(socket.path(), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            try {
                channel.connect(socket.address());
            } catch (ConnectException nobody) {
                return Optional.empty();
            }
            channel.configureBlocking(false);
            return exchange(channel, selector, line);
        } catch (IOException e) {
            throw new CannotOpen(
                    "the running door cannot be reached through " + socket.path() + ": " + e.getMessage(), e);
        }
    }

    private Optional<String> exchange(SocketChannel channel, Selector selector, String line) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            say(channel, selector, line, end);
            return hear(channel, selector, end);
        } catch (IOException e) {
            if (System.nanoTime() - end >= 0) {
                throw e;
            }
            // It was stopped just now.
            return Optional.empty();
        }
    }

    private static void say(SocketChannel channel, Selector selector, String line, long end) throws IOException {
        SelectionKey key = channel.register(selector, SelectionKey.OP_WRITE);
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            await(selector, end);
            channel.write(bytes);
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    private static Optional<String> hear(SocketChannel channel, Selector selector, long end) throws IOException {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        ByteBuffer some = ByteBuffer.allocate(8192);
        while (heard.size() <= Hatch.MOST_BYTES) {
            await(selector, end);
            if (channel.read(some) < 0) {
                String text = heard.toString(StandardCharsets.UTF_8);
                return text.endsWith("\n") ? Optional.of(text.strip()) : Optional.empty();
            }
            heard.write(some.array(), 0, some.position());
            some.clear();
        }
        return Optional.empty();
    }

    private static void await(Selector selector, long end) throws IOException {
        long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (left <= 0 || selector.select(left) == 0) {
            throw new IOException("no answer within " + PATIENCE.toSeconds() + " seconds");
        }
        selector.selectedKeys().clear();
    }
}
