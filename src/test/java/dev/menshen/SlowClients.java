package dev.menshen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Many connections of clients that are in no hurry: they send what they are told and read only when asked to. */
public final class SlowClients implements AutoCloseable {

    private final List<SocketChannel> channels = new ArrayList<>();

    private SlowClients() {}

    /** So many connections, from this local address, each of which begins by sending this. */
    public static SlowClients open(URI server, String from, int count, String start) {
        SlowClients clients = new SlowClients();
        try {
            for (int i = 0; i < count; i++) {
                clients.add(server, from, start);
            }
            return clients;
        } catch (IOException e) {
            clients.close();
            throw new UncheckedIOException(e);
        }
    }

    private void add(URI server, String from, String start) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channels.add(channel);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
        channel.bind(new InetSocketAddress(from, 0));
        channel.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        channel.configureBlocking(false);
        send(channel, start);
    }

    /** Sends this on every connection, as far as the system takes it. */
    public void send(String text) {
        channels.forEach(channel -> send(channel, text));
    }

    private static void send(SocketChannel channel, String text) {
        try {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IOException closedByTheServer) {
            // Then there is nobody to send it to.
        }
    }

    /** How many the server has not closed; what it has answered is read and forgotten. */
    public int stillOpen() {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        int open = 0;
        for (SocketChannel channel : channels) {
            try {
                int count = 1;
                while (count > 0) {
                    buffer.clear();
                    count = channel.read(buffer);
                }
                open += count == 0 ? 1 : 0;
            } catch (IOException reset) {
                // Closed by the server, and not gently.
            }
        }
        return open;
    }

    /** Looks now and then whether this is so at last. */
    public static boolean within(int seconds, BooleanSupplier isSo) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        return true;
    }

    @Override
    public void close() {
        for (SocketChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
