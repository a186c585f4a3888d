package dev.menshen.web;

import dev.menshen.forms.Sent;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads the body of a form, and no more of it than a form of ours can have. */
public final class FormReader {

    /** Bytes; the largest form of ours, filled to its limits in percent-encoded Han, is a tenth of it. */
    public static final int MOST_BYTES = 64 * 1024;

    /**
     * Of a body that is too large so much is read and dropped before it is refused: a client that is answered, and cut
     * off, while it still sends sees a broken connection instead of the answer.
     */
    private static final long MOST_DRAINED = 16 * 1024 * 1024;

    /** The largest form of ours has seven. */
    public static final int MOST_FIELDS = 100;

    /** From the first byte to the last; a form is one or two packets. */
    private static final Duration MOST_TIME = Duration.ofSeconds(10);

    private FormReader() {}

    /**
     * The fields a browser sent.
     *
     * @throws Refused as 415, 413, 408 or 400 when the body is no form, too large, too slow or broken off
     */
    public static Sent read(Context ctx) {
        long length = ctx.req().getContentLengthLong();
        String type = ctx.header("Content-Type");
        if (length != 0 && !(type == null && ctx.header("Transfer-Encoding") == null && length < 0) && !isForm(type)) {
            throw Refused.as(415);
        }
        if (length > MOST_DRAINED) {
            throw tooLarge(ctx);
        }
        try (InputStream in = ctx.req().getInputStream()) {
            return Sent.read(body(ctx, in), MOST_FIELDS);
        } catch (Sent.TooManyFields e) {
            throw Refused.as(400);
        } catch (IOException e) {
            ctx.header("Connection", "close");
            throw Refused.as(e.getCause() instanceof TimeoutException ? 408 : 400);
        }
    }

    /** Reads on while bytes come and there is time: a body that drips must not hold a thread for ever. */
    private static byte[] body(Context ctx, InputStream in) throws IOException {
        long end = System.nanoTime() + MOST_TIME.toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream(1024);
        byte[] buffer = new byte[8 * 1024];
        long total = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            total += count;
            if (total > MOST_DRAINED) {
                throw tooLarge(ctx);
            }
            if (total <= MOST_BYTES) {
                body.write(buffer, 0, count);
            }
            if (System.nanoTime() > end) {
                ctx.header("Connection", "close");
                throw Refused.as(408);
            }
        }
        if (total > MOST_BYTES) {
            throw tooLarge(ctx);
        }
        return body.toByteArray();
    }

    private static Refused tooLarge(Context ctx) {
        // The rest of the body is not read, so the connection cannot be used again.
        ctx.header("Connection", "close");
        return Refused.as(413);
    }

    private static boolean isForm(@Nullable String type) {
        if (type == null) {
            return false;
        }
        String[] parts = type.toLowerCase(Locale.ROOT).split(";", -1);
        if (!parts[0].strip().equals("application/x-www-form-urlencoded")) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].strip().replace("\"", "");
            if (part.startsWith("charset=") && !part.equals("charset=utf-8") && !part.equals("charset=utf8")) {
                return false;
            }
        }
        return true;
    }
}
