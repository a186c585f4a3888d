package dev.menshen.gate;

import dev.menshen.accounts.Accounts;
import dev.menshen.accounts.GroupName;
import dev.menshen.accounts.Identity;
import dev.menshen.sessions.Sessions;
import dev.menshen.web.AtGate;
import dev.menshen.web.Query;
import dev.menshen.web.Visitors;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The gate: a proxy asks it about every request to an application. It answers from memory, and says yes only when it
 * knows who is there.
 */
public final class Gate {

    private final Visitors visitors;
    private final Accounts accounts;
    private final Ways ways;
    private final GateAnswers answers;

    public Gate(Visitors visitors, Accounts accounts, Ways ways, GateAnswers answers) {
        this.visitors = visitors;
        this.accounts = accounts;
        this.ways = ways;
        this.answers = answers;
    }

    /** For nginx's {@code auth_request}, which understands 200, 401 and 403. */
    public void nginx(Context ctx) {
        IdentityHeaders.nobody(ctx);
        answers.toNginx(ctx, decide(ctx, Asked.byNginx(ctx)));
    }

    /** For Caddy's {@code forward_auth} and Traefik's {@code ForwardAuth}, which pass the answer on to the browser. */
    public void forward(Context ctx) {
        IdentityHeaders.nobody(ctx);
        answers.toForwarder(ctx, decide(ctx, Asked.byForwarding(ctx)));
    }

    private Decision decide(Context ctx, Optional<Asked> asked) {
        if (asked.isEmpty() || !isQuestion(ctx.queryString())) {
            return new Decision.Unreadable();
        }
        if (ways.isOurSignIn(ctx, asked.get())) {
            return new Decision.GuardsItself();
        }
        AtGate atGate = visitors.atGate(ctx, ways.door(ctx, asked.get()).isHttps());
        if (atGate instanceof AtGate.Known known) {
            return decide(ctx, asked.get(), known.found());
        }
        return new Decision.AskToSignIn(asked.get(), ((AtGate.Unknown) atGate).brought());
    }

    private Decision decide(Context ctx, Asked asked, Sessions.Found found) {
        // By its name too: a store of sessions may outlive the accounts, or be shared with others', and numbers repeat.
        Optional<Identity> identity = accounts.identity(found.session().account())
                .filter(known -> known.username().equals(found.session().name()));
        if (identity.isEmpty()) {
            return new Decision.AskToSignIn(asked, AtGate.Brought.OVER);
        }
        Identity who = identity.get();
        return isWanted(ctx, who.groups()) ? new Decision.Allow(who) : new Decision.Forbid(found.session());
    }

    /** A word that is no more than misspelt must not demand nothing: there are two, written as they are here. */
    private static boolean isQuestion(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return true;
        }
        for (String part : query.split("&", -1)) {
            if (!part.startsWith("groups=") && !part.startsWith("door=")) {
                return false;
            }
        }
        return true;
    }

    /** Where groups are named, one of them is demanded; a list that cannot be read is met by nobody. */
    private static boolean isWanted(Context ctx, List<GroupName> groups) {
        List<String> lists = Query.values(ctx, "groups");
        for (String wanted : String.join(",", lists).split(",", -1)) {
            if (GroupName.read(wanted).filter(groups::contains).isPresent()) {
                return true;
            }
        }
        return lists.isEmpty();
    }
}
