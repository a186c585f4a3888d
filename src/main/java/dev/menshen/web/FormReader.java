package dev.menshen.web;

import dev.menshen.forms.Sent;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a form, and no more of it than a form of ours can have.
 *
 * <p>Where the server is ours, {@link BodyCollector} has the body already. In somebody else's application it is read
 * here, and a body that trickles in holds a thread of that application until it is given up.
 */
public final class FormReader {

    /** Bytes; the largest form of ours, filled to its limits in percent-encoded Han, is a tenth of it. */
    public static final int MOST_BYTES = 64 * 1024;

    /** The largest form of ours has seven. */
    public static final int MOST_FIELDS = 100;

    /** From the first byte to the last; a form is one or two packets. */
    static final Duration MOST_TIME = Duration.ofSeconds(10);

    private static final Duration SOON = Duration.ofSeconds(5);

    private FormReader() {}

    /**
     * The fields a browser sent.
     *
     * @throws Refused as 415, 413, 408 or 400 when the body is no form, too large, too slow or broken off; as 503 when
     *     too many such bodies are under way
     */
    public static Sent read(Context ctx) {
        long length = ctx.req().getContentLengthLong();
        String type = ctx.header("Content-Type");
        if (length != 0 && !(type == null && ctx.header("Transfer-Encoding") == null && length < 0) && !isForm(type)) {
            throw Refused.as(415);
        }
        FormBody body = body(ctx, length);
        if (body.refusal() != 0) {
            // The rest of the body is not read, so the connection cannot be used again.
            ctx.header("Connection", "close");
            throw body.refusal() == 503
                    ? Refused.until(503, SOON, "form.busy", SOON.toSeconds())
                    : Refused.as(body.refusal());
        }
        try {
            return Sent.read(body.bytes(), MOST_FIELDS);
        } catch (Sent.TooManyFields e) {
            throw Refused.as(400);
        }
    }

    private static FormBody body(Context ctx, long length) {
        if (ctx.req().getAttribute(FormBody.COLLECTED) instanceof FormBody collected) {
            return collected;
        }
        FormBody body = new FormBody();
        if (length > FormBody.MOST_DRAINED) {
            body.refuse(413);
            return body;
        }
        try (InputStream in = ctx.req().getInputStream()) {
            readInto(body, in);
        } catch (IOException e) {
            body.refuse(e.getCause() instanceof TimeoutException ? 408 : 400);
        }
        return body;
    }

    /** Reads on while bytes come and there is time: a body that drips must not hold a thread for ever. */
    private static void readInto(FormBody body, InputStream in) throws IOException {
        long end = System.nanoTime() + MOST_TIME.toNanos();
        byte[] buffer = new byte[8 * 1024];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            body.add(ByteBuffer.wrap(buffer, 0, count));
            if (body.isBeyondAll()) {
                return;
            }
            if (System.nanoTime() - end > 0) {
                body.refuse(408);
                return;
            }
        }
    }

    /** Whether this content type is that of a form, in a coding we read. */
    static boolean isForm(@Nullable String type) {
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
