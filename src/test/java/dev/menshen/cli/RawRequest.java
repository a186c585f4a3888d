package dev.menshen.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A request of exactly these bytes, sent by a client that waits for the whole answer, as proxies want it. */
final class RawRequest {

    private static final int PATIENCE_MILLIS = 30_000;

    private final StringBuilder headers = new StringBuilder();
    private final int port;
    private String line;
    private String host;
    private String connection = "close";
    private String body = "";
    private boolean secure;

    private RawRequest(int port, String line) {
        this.port = port;
        this.line = line;
        this.host = "127.0.0.1:" + port;
    }

    /** What was answered. */
    record Answer(int status, String head, String body) {

        /** The values of a header, wherever it stands. */
        List<String> all(String name) {
            return values(head, name);
        }

        String header(String name) {
            return String.join("|", all(name));
        }

        /** The values of a header of the request, as the application received it. */
        List<String> received(String name) {
            return values(body, name);
        }
    }

    static RawRequest get(int port, String target) {
        return new RawRequest(port, "GET " + target);
    }

    RawRequest method(String method) {
        line = method + line.substring(line.indexOf(' '));
        return this;
    }

    RawRequest host(String name) {
        host = name;
        return this;
    }

    RawRequest with(String name, String value) {
        headers.append(name).append(": ").append(value).append("\r\n");
        return this;
    }

    /** Through TLS, whatever certificate the server has. */
    RawRequest secure() {
        secure = true;
        return this;
    }

    RawRequest connection(String value) {
        connection = value;
        return this;
    }

    RawRequest body(String text) {
        body = text;
        return with("Content-Length", Integer.toString(text.length()));
    }

    /** Sends it as a page is opened. */
    Answer open() {
        return with("Accept", "text/html,*/*;q=0.8")
                .with("Accept-Language", "zh-CN")
                .send();
    }

    /** Sends it. */
    Answer send() {
        try (Socket socket = socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            write(socket);
            return answer(new String(all(socket.getInputStream()), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends it with these bytes behind it, and reads as long as the answer has not so many bytes behind its head. */
    String exchange(String after) {
        try (Socket socket = socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            write(socket);
            StringBuilder read = new StringBuilder();
            InputStream in = socket.getInputStream();
            while (read.indexOf("\r\n\r\n") < 0) {
                int b = in.read();
                if (b < 0) {
                    return read.toString();
                }
                read.append((char) b);
            }
            if (read.toString().startsWith("HTTP/1.1 101")) {
                socket.getOutputStream().write(after.getBytes(StandardCharsets.ISO_8859_1));
                read.append(new String(in.readNBytes(after.length()), StandardCharsets.ISO_8859_1));
            }
            return read.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Socket socket() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        return secure ? Trusting.socket(here, port) : new Socket(here, port);
    }

    private void write(Socket socket) throws IOException {
        String request = line + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: " + connection + "\r\n" + headers
                + "\r\n" + body;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** A reset after the answer is the end of it: servers cut off those who are refused before they have said all. */
    private static byte[] all(InputStream in) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                read.write(buffer, 0, count);
            }
        } catch (SocketException reset) {
            // what was read stands
        }
        return read.toByteArray();
    }

    private static Answer answer(String text) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0 || !text.startsWith("HTTP/1.1 ")) {
            return new Answer(0, text, "");
        }
        return new Answer(Integer.parseInt(text.substring(9, 12)), text.substring(0, end), text.substring(end + 4));
    }

    private static List<String> values(String head, String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .toList();
    }
}
