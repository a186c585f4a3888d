package dev.menshen.web;

import dev.menshen.forms.Errors;
import dev.menshen.store.StorageUnavailable;
import dev.menshen.store.Tokens;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one answer to everything that is not a form: not found, not allowed, broken. */
public final class ErrorPages {

    private static final Logger LOG = LoggerFactory.getLogger("menshen");
    private static final String ANSWERED = "dev.menshen.answered";
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Set<Integer> KNOWN = Set.of(400, 401, 403, 404, 405, 408, 413, 415, 429, 431, 500, 503);

    private final Views views;
    private final Templates templates;
    private final Tokens tokens;

    public ErrorPages(Views views, Templates templates, Tokens tokens) {
        this.views = views;
        this.templates = templates;
        this.tokens = tokens;
    }

    /**
     * What the template shows.
     *
     * @param status the HTTP status, for which the bundles hold {@code error.<status>.title}
     * @param text what happened, in the page's language
     * @param reference the number under which the log has the cause, empty when there is nothing to look up
     */
    public record Model(View view, int status, String text, String reference) {}

    /** Answers a status that nothing else has answered yet. */
    public void fill(Context ctx) {
        if (ctx.attribute(ANSWERED) == null) {
            refused(ctx, Refused.as(KNOWN.contains(ctx.statusCode()) ? ctx.statusCode() : 400));
        }
    }

    /** Answers a request that was refused. */
    public void refused(Context ctx, Refused refused) {
        if (!refused.retryAfter().isZero()) {
            Answers.retryAfter(ctx, refused.retryAfter());
        }
        Errors errors = Errors.of(
                "form", refused.problem().key(), refused.problem().args().toArray());
        answer(ctx, refused.status(), errors, "");
    }

    /** Answers "try again" while a store is out, with one line in the log. */
    public void unavailable(Context ctx, StorageUnavailable cause) {
        String reference = tokens.id();
        LOG.error("storage unavailable, reference {}: {}", reference, reasons(cause));
        Answers.retryAfter(ctx, SOON);
        answer(ctx, 503, Errors.of("form", "form.unavailable"), reference);
    }

    /** One line, for while a disk is full there is one for every request, and perhaps on that disk. */
    private static String reasons(Throwable failure) {
        StringBuilder reasons = new StringBuilder();
        for (Throwable at = failure; at != null; at = at.getCause()) {
            String message = String.valueOf(at.getMessage()).strip().replaceAll("\\s+", " ");
            if (reasons.indexOf(message) < 0) {
                reasons.append(reasons.isEmpty() ? "" : ": ").append(message);
            }
        }
        return reasons.toString();
    }

    /** Answers a request that broke us, with the cause in the log and not in the answer. */
    public void broken(Context ctx, Exception cause) {
        String reference = tokens.id();
        LOG.error("broken, reference {}", reference, cause);
        answer(ctx, 500, Errors.of("form", "error.500.text"), reference);
    }

    private void answer(Context ctx, int status, Errors errors, String reference) {
        ctx.attribute(ANSWERED, true);
        Headers.on(ctx);
        View view = viewOf(ctx);
        Map<String, List<String>> worded = Answers.worded(errors, view.words());
        if (Answers.wantsJson(ctx)) {
            Answers.failed(ctx, status, worded, reference.isEmpty() ? Map.of() : Map.of("reference", reference));
        } else {
            String text = worded.values().iterator().next().get(0);
            templates.page(ctx, status, "error", new Model(view, status, text, reference));
        }
    }

    /** The header names the visitor, unless looking that up is what fails. */
    private View viewOf(Context ctx) {
        try {
            return views.view(ctx, "/");
        } catch (StorageUnavailable out) {
            return views.anonymous(ctx, "/");
        }
    }
}
