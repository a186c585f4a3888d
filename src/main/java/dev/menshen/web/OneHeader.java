package dev.menshen.web;

import io.javalin.http.Context;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** A request header that may stand there once: where it stands more often, nobody can tell which one is meant. */
public final class OneHeader {

    private OneHeader() {}

    /** Its value; none where there is none, or more than one. */
    public static @Nullable String value(Context ctx, String name) {
        Enumeration<String> values = ctx.req().getHeaders(name);
        String value = values.hasMoreElements() ? values.nextElement() : null;
        return values.hasMoreElements() ? null : value;
    }
}
