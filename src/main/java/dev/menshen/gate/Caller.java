package dev.menshen.gate;

import dev.menshen.web.Answers;
import io.javalin.http.Context;

/**
 * Whether a browser wants a page, which can be led to the sign-in page, or a program wants an answer, which cannot. The
 * name that a client gives itself says nothing about it.
 */
final class Caller {

    private Caller() {}

    /** Whether this is a page that somebody opens. Without any sign of a program it is one. */
    static boolean wantsPage(Context ctx) {
        // Browsers say so themselves, where they find the place trustworthy (Fetch Metadata, section 2).
        String mode = ctx.header("Sec-Fetch-Mode");
        if (mode != null) {
            return mode.equals("navigate");
        }
        boolean script = "XMLHttpRequest".equalsIgnoreCase(ctx.header("X-Requested-With"));
        return !script && ctx.header("Sec-WebSocket-Key") == null && !Answers.wantsJson(ctx) && !isFetch(ctx);
    }

    /**
     * On plain http a script's {@code fetch} sends no more than any type and the browser's languages; tools on a command
     * line send no languages, and somebody's page asks for HTML first.
     */
    private static boolean isFetch(Context ctx) {
        return "*/*".equals(ctx.header("Accept")) && ctx.header("Accept-Language") != null;
    }
}
