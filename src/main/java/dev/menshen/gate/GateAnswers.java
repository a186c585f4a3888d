package dev.menshen.gate;

import dev.menshen.audit.Method;
import dev.menshen.audit.Subject;
import dev.menshen.audit.What;
import dev.menshen.sessions.Session;
import dev.menshen.web.Refused;
import dev.menshen.web.Trail;
import io.javalin.http.Context;

/** Turns the gate's decision into what each kind of proxy understands: the one place that does. */
public final class GateAnswers {

    /** Tells nginx, to which every "sign in first" is a 401, with which status the browser is to hear it. */
    private static final String ANSWER = "Menshen-Answer";

    private final Ways ways;
    private final Trail trail;

    public GateAnswers(Ways ways, Trail trail) {
        this.ways = ways;
        this.trail = trail;
    }

    /** 200; 401 with {@code Location}; 403; and 400 for what cannot be read, which nginx takes for a refusal too. */
    void toNginx(Context ctx, Decision decision) {
        answer(ctx, decision, false);
    }

    /** 200; 302, 303 or 401 with {@code Location}; 403; 400. */
    void toForwarder(Context ctx, Decision decision) {
        answer(ctx, decision, true);
    }

    private void answer(Context ctx, Decision decision, boolean heardByBrowser) {
        if (decision instanceof Decision.Allow allow) {
            IdentityHeaders.of(ctx, allow.who());
            ctx.status(200);
            return;
        }
        IdentityHeaders.nobody(ctx);
        if (decision instanceof Decision.AskToSignIn ask) {
            int status = status(ctx, ask.asked());
            ctx.header("Location", ways.signIn(ctx, ask.asked(), ask.brought()))
                    .header(ANSWER, Integer.toString(status))
                    .status(heardByBrowser ? status : 401);
        } else if (decision instanceof Decision.Forbid forbid) {
            Session session = forbid.session();
            Subject who = Subject.account(session.account(), session.name());
            trail.record(ctx, What.REQUEST_REFUSED, who, Method.SESSION, "not-in-group");
            throw Refused.as(403, "gate.forbidden", session.name());
        } else {
            throw Refused.as(400);
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
