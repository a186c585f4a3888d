package dev.menshen.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Something in Menshen's place that answers every question with the same bytes, good or bad. */
final class SickGate implements AutoCloseable {

    private final ServerSocket socket;
    private final List<Socket> held = new CopyOnWriteArrayList<>();
    private volatile String answer = "";
    private volatile boolean hanging;
    private volatile String heard = "";

    private SickGate(ServerSocket socket) {
        this.socket = socket;
        Thread thread = new Thread(this::serve, "sick gate");
        thread.setDaemon(true);
        thread.start();
    }

    static SickGate open() {
        try {
            return new SickGate(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** From now on says this, and closes the connection. */
    void says(String bytes) {
        hanging = false;
        answer = bytes;
    }

    /** From now on says nothing, and keeps the connection open. */
    void hangs() {
        hanging = true;
    }

    /** On how many connections it was asked and said nothing. */
    int unanswered() {
        return held.size();
    }

    /** The head of the last question. */
    String heard() {
        return heard;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                if (hanging) {
                    held.add(client);
                } else {
                    answer(client);
                }
            } catch (IOException next) {
                // This one has gone; the next is served.
            }
        }
    }

    private void answer(Socket accepted) throws IOException {
        try (Socket client = accepted) {
            client.setSoTimeout(5000);
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) client.getInputStream().read());
            }
            heard = head.toString();
            client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            client.getOutputStream().flush();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket client : held) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
