package dev.menshen;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A client that sends whatever bytes it is given, for what no well-behaved client would send. */
public final class RawClient {

    private static final int PATIENCE_MILLIS = 30_000;

    private RawClient() {}

    /** Sends this, and reads until the server closes or has been silent for long; the text is ISO-8859-1. */
    public static String ask(URI server, String request) {
        return ask(server, request.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The same from this address of this machine, as another machine would come from another. */
    public static String askFrom(String address, URI server, String request) {
        return ask(new InetSocketAddress(address, 0), server, request.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The same with bytes; the sending side is closed afterwards, as by a client that has said all. */
    public static String ask(URI server, byte[] request) {
        return ask(new InetSocketAddress(0), server, request);
    }

    private static String ask(InetSocketAddress from, URI server, byte[] request) {
        try (Socket socket = new Socket()) {
            socket.bind(from);
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                OutputStream out = socket.getOutputStream();
                out.write(request);
                out.flush();
                socket.shutdownOutput();
            } catch (IOException refusedEarly) {
                // The server may have answered and closed before it had read all: its answer is still there.
            }
            return read(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends this, and then a byte at a time with such a pause between them, until the server has answered. */
    public static String drip(URI server, String start, Duration pause) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(start.getBytes(StandardCharsets.ISO_8859_1));
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
            while (socket.getInputStream().available() == 0 && System.nanoTime() < end) {
                socket.getOutputStream().write('a');
                LockSupport.parkNanos(pause.toNanos());
            }
            return read(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                text.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketTimeoutException silent) {
            throw new AssertionError("no end within " + PATIENCE_MILLIS + " ms after: " + text, silent);
        } catch (IOException reset) {
            // A reset after the answer is the end of it.
        }
        return text.toString();
    }
}
