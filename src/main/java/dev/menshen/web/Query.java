package dev.menshen.web;

import dev.menshen.forms.Sent;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The query of an address, read as strictly as a form; what cannot be read is as if it were not there. */
public final class Query {

    private Query() {}

    /** All values of this name, empty texts for those that cannot be read. */
    public static List<String> values(@Nullable String query, String name) {
        if (query == null) {
            return List.of();
        }
        try {
            return Sent.read(query.getBytes(StandardCharsets.US_ASCII), FormReader.MOST_FIELDS)
                    .echoes(name);
        } catch (Sent.TooManyFields e) {
            return List.of("");
        }
    }

    /** The one value of this name, empty when there is none that can be read. */
    public static String value(Context ctx, String name) {
        return value(ctx.req().getQueryString(), name);
    }

    /** The same of a query as it was sent. */
    public static String value(@Nullable String query, String name) {
        if (query == null) {
            return "";
        }
        try {
            // Bytes that are not ASCII have no place in a query; as '?' they spoil nothing but their own value.
            return Sent.read(query.getBytes(StandardCharsets.US_ASCII), FormReader.MOST_FIELDS)
                    .echo(name);
        } catch (Sent.TooManyFields e) {
            return "";
        }
    }
}
