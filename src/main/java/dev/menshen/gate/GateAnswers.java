package dev.menshen.gate;

import dev.menshen.audit.Method;
import dev.menshen.audit.Subject;
import dev.menshen.audit.What;
import dev.menshen.sessions.Session;
import dev.menshen.text.Messages;
import dev.menshen.web.Answers;
import dev.menshen.web.Templates;
import dev.menshen.web.Trail;
import dev.menshen.web.Views;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/**
 * Turns the gate's decision into what each kind of proxy understands. A plain "yes" mostly does not come this far: the
 * server says it by itself, from the same {@link IdentityHeaders}. Everything else is said here and nowhere else.
 */
public final class GateAnswers {

    /** Tells nginx, to which every "sign in first" is a 401, with which status the browser is to hear it. */
    private static final String ANSWER = "Menshen-Answer";

    private final Ways ways;
    private final Trail trail;
    private final Views views;
    private final Templates templates;

    public GateAnswers(Ways ways, Trail trail, Views views, Templates templates) {
        this.ways = ways;
        this.trail = trail;
        this.views = views;
        this.templates = templates;
    }

    /**
     * What the template shows, at the application's address, where nothing of ours can be fetched: words alone.
     *
     * @param title what happened
     * @param text why, and what to do
     */
    public record Model(Messages words, String title, String text) {}

    /** 200; 401 with {@code Location}; 403; and 400 for what cannot be read, which nginx takes for a refusal too. */
    void toNginx(Context ctx, Decision decision) {
        answer(ctx, decision, false);
    }

    /** 200; 302, 303 or 401 with {@code Location}; 403; 400. */
    void toForwarder(Context ctx, Decision decision) {
        answer(ctx, decision, true);
    }

    private void answer(Context ctx, Decision decision, boolean heardByBrowser) {
        ctx.contentType("text/plain; charset=utf-8");
        Map<String, String> identity =
                decision instanceof Decision.Allow allow ? IdentityHeaders.of(allow.who()) : IdentityHeaders.NOBODY;
        identity.forEach(ctx::header);
        if (decision instanceof Decision.Allow) {
            ctx.status(200);
        } else if (decision instanceof Decision.AskToSignIn ask) {
            int status = status(ctx, ask.asked());
            ctx.header("Location", ways.signIn(ask))
                    .header(ANSWER, Integer.toString(status))
                    .status(heardByBrowser ? status : 401);
        } else if (decision instanceof Decision.Forbid forbid) {
            Session session = forbid.session();
            Subject who = Subject.account(session.account(), session.name());
            trail.record(ctx, What.REQUEST_REFUSED, who, Method.SESSION, "not-in-group");
            refuse(ctx, 403, views.words(ctx).say("gate.forbidden", session.name()));
        } else if (decision instanceof Decision.GuardsItself) {
            refuse(ctx, 403, views.words(ctx).say("gate.itself"));
        } else if (decision instanceof Decision.Failed failed) {
            throw failed.cause();
        } else {
            refuse(ctx, 400, views.words(ctx).say("gate.unreadable"));
        }
    }

    private void refuse(Context ctx, int status, String text) {
        Messages words = views.words(ctx);
        if (Answers.wantsJson(ctx)) {
            Answers.failed(ctx, status, Map.of("form", List.of(text)), Map.of());
        } else {
            templates.page(ctx, status, "gate", new Model(words, words.say("error." + status + ".title"), text));
        }
    }

    /** A browser is led to the sign-in page with GET whatever it came with; a program is told, and not led anywhere. */
    private static int status(Context ctx, Asked asked) {
        if (!Caller.wantsPage(ctx)) {
            return 401;
        }
        return asked.method().equals("GET") || asked.method().equals("HEAD") ? 302 : 303;
    }
}
