package dev.menshen.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads answer after answer from a connection that is kept open, and looks at no more of each than its status and its
 * length: what the load costs is missing to what it measures.
 */
final class AnswerReader {

    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNKED = "transfer-encoding:".getBytes(StandardCharsets.US_ASCII);

    /** Where the three digits of the status begin, after {@code HTTP/1.1}. */
    private static final int STATUS = 9;

    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;

    AnswerReader(InputStream in) {
        this.in = in;
    }

    /** Reads the next answer to its end; returns its status. */
    int next() throws IOException {
        int line = lineEnd();
        int status = (buffer[start + STATUS] - '0') * 100
                + (buffer[start + STATUS + 1] - '0') * 10
                + buffer[start + STATUS + 2]
                - '0';
        long length = 0;
        boolean chunked = false;
        start = line + 1;
        for (line = lineEnd(); line > start + 1; line = lineEnd()) {
            if (isNamed(LENGTH)) {
                length = number(start + LENGTH.length, 10);
            } else if (isNamed(CHUNKED)) {
                chunked = true;
            }
            start = line + 1;
        }
        start = line + 1;
        if (chunked) {
            chunks();
        } else {
            skip(length);
        }
        return status;
    }

    private void chunks() throws IOException {
        long size;
        do {
            int line = lineEnd();
            size = number(start, 16);
            start = line + 1;
            skip(size + 2);
        } while (size > 0);
    }

    private boolean isNamed(byte[] name) {
        for (int i = 0; i < name.length; i++) {
            if (Character.toLowerCase(buffer[start + i]) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private long number(int from, int radix) {
        long number = 0;
        for (int i = from; buffer[i] != '\r'; i++) {
            int digit = Character.digit(buffer[i], radix);
            number = digit < 0 ? number : number * radix + digit;
        }
        return number;
    }

    /** Where the line that begins at the start ends; reads on until it does. */
    private int lineEnd() throws IOException {
        for (int i = start; ; i++) {
            if (i == end) {
                int moved = start;
                more();
                i -= moved - start;
            }
            if (buffer[i] == '\n') {
                return i;
            }
        }
    }

    private void skip(long bytes) throws IOException {
        long left = bytes;
        while (left > end - start) {
            left -= end - start;
            start = 0;
            end = 0;
            more();
        }
        start += (int) left;
    }

    /** Reads on, behind what is there still, which begins the buffer then. */
    private void more() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
        int read = in.read(buffer, end, buffer.length - end);
        if (read <= 0) {
            throw new IOException("closed");
        }
        end += read;
    }
}
