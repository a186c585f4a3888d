package dev.menshen.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * An application that believes what it is told: it answers with the very bytes of the request, and takes every offer of
 * another protocol, in which it says back what it hears.
 */
public final class EchoApp implements AutoCloseable {

    private final ServerSocket socket;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<String> askedBy = new CopyOnWriteArrayList<>();

    private EchoApp(ServerSocket socket) {
        this.socket = socket;
        daemon(this::accept);
    }

    /** A new one on a free port of loopback. */
    public static EchoApp open() {
        try {
            return new EchoApp(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that speaks https alone. */
    static EchoApp openSecure(SSLContext tls) {
        try {
            return new EchoApp(
                    tls.getServerSocketFactory().createServerSocket(0, 200, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its address, which is told to the proxy alone. */
    public String url() {
        return (socket instanceof SSLServerSocket ? "https://localhost:" : "http://127.0.0.1:") + socket.getLocalPort();
    }

    /** The names by which it was asked for in TLS, one for each connection. */
    List<String> askedBy() {
        return List.copyOf(askedBy);
    }

    /** The heads of all requests that reached it. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "echo");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                daemon(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            if (client instanceof SSLSocket secure
                    && secure.getSession() instanceof ExtendedSSLSession session
                    && session.isValid()) {
                session.getRequestedServerNames().forEach(name -> askedBy.add(((SNIHostName) name).getAsciiName()));
            }
            for (String head = head(client.getInputStream()); !head.isEmpty(); head = head(client.getInputStream())) {
                heard.add(head);
                if (header(head, "upgrade") != null) {
                    change(client, head);
                    return;
                }
                answer(client, head);
            }
        } catch (IOException gone) {
            // The proxy has closed its connection.
        }
    }

    private static void answer(Socket client, String head) throws IOException {
        String length = header(head, "content-length");
        byte[] body = client.getInputStream().readNBytes(length == null ? 0 : Integer.parseInt(length));
        String text = head
                + (body.length > 1000 ? "(" + body.length + " bytes)" : new String(body, StandardCharsets.ISO_8859_1));
        byte[] echo = text.getBytes(StandardCharsets.ISO_8859_1);
        String answer = "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\n"
                + "Content-Length: " + echo.length + "\r\n\r\n";
        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        if (!head.startsWith("HEAD ")) {
            client.getOutputStream().write(echo);
        }
        client.getOutputStream().flush();
    }

    private static void change(Socket client, String head) throws IOException {
        String answer = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: " + header(head, "upgrade")
                + "\r\n\r\n";
        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        client.getOutputStream().flush();
        client.getInputStream().transferTo(client.getOutputStream());
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                return "";
            }
            head.append((char) b);
        }
        return head.toString();
    }

    private static @Nullable String header(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
