package dev.menshen.sms;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Does something with each connection, whatever is said on it, and closes it. */
public final class RawGateway implements AutoCloseable {

    /** How many connections there were. */
    public final AtomicInteger connections = new AtomicInteger();

    private final ServerSocket server;

    /** What is done with a connection. */
    public interface Work {
        void with(Socket socket) throws IOException;
    }

    public RawGateway(Work work) throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> accept(work));
        thread.setDaemon(true);
        thread.start();
    }

    /** The address of a port that was free just now. */
    public static String nobody() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + free.getLocalPort() + "/";
        }
    }

    /** Its address. */
    public String url(String scheme) {
        return scheme + "://127.0.0.1:" + server.getLocalPort() + "/";
    }

    private void accept(Work work) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                connections.incrementAndGet();
                work.with(socket);
            } catch (IOException hungUp) {
                // the next one
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
