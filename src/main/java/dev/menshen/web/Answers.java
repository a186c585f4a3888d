package dev.menshen.web;

import com.google.gson.Gson;
import dev.menshen.forms.Errors;
import dev.menshen.text.Messages;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** How an answer is written: as a page or a redirect for a browser, as JSON for a program. */
public final class Answers {

    private Answers() {}

    /** Loaded with the first answer for a program: it is a hundred classes, and a page needs none of them. */
    private static final class Json {

        static final Gson WRITER = new Gson();

        private Json() {}
    }

    /** Whether the one who asks wants JSON rather than a page. */
    public static boolean wantsJson(Context ctx) {
        return Accept.prefersJson(ctx.header("Accept"));
    }

    /** A form that was taken: 200 with {@code data} for a program, 303 to the same place for a browser. */
    public static void done(Context ctx, String where) {
        done(ctx, where, Map.of());
    }

    /** The same, with more for the program to know. */
    public static void done(Context ctx, String where, Map<String, Object> more) {
        if (wantsJson(ctx)) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("status", true);
            body.put("data", where);
            body.putAll(more);
            json(ctx, 200, body);
        } else {
            seeOther(ctx, where);
        }
    }

    /** Sends a browser on with a GET, and nothing else. */
    public static void seeOther(Context ctx, String where) {
        ctx.status(303).header("Location", where).result("");
    }

    /** A form that was not taken: its errors for a program, and for a browser the page again with them. */
    public static void notTaken(Context ctx, int status, Errors errors, Messages words, Consumer<Messages> page) {
        if (wantsJson(ctx)) {
            failed(ctx, status, worded(errors, words), Map.of());
        } else {
            page.accept(words);
        }
    }

    /** What went wrong, as {@code {"status":false,"error":{field:[message]}}}. */
    public static void failed(Context ctx, int status, Map<String, List<String>> error, Map<String, Object> more) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", false);
        body.put("error", error);
        body.putAll(more);
        json(ctx, status, body);
    }

    /** A JSON answer. */
    public static void json(Context ctx, int status, Map<String, Object> body) {
        ctx.status(status).contentType("application/json; charset=utf-8").result(Json.WRITER.toJson(body));
    }

    /** Says when there is a point in trying again, in whole seconds, at least one (RFC 9110, section 10.2.3). */
    public static void retryAfter(Context ctx, Duration wait) {
        ctx.header("Retry-After", Long.toString(seconds(wait)));
    }

    /** Whole seconds, rounded up, at least one. */
    public static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    /** Whole minutes, rounded up, at least one. */
    public static long minutes(Duration wait) {
        return Math.max(1, wait.plusSeconds(60).minusNanos(1).toMinutes());
    }

    /** Field name → messages in this language. */
    public static Map<String, List<String>> worded(Errors errors, Messages words) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        errors.byField()
                .forEach((field, problems) -> texts.put(
                        field,
                        problems.stream()
                                .map(problem -> words.say(problem.key(), problem.args()))
                                .toList()));
        return texts;
    }
}
