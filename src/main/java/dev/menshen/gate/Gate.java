package dev.menshen.gate;

import dev.menshen.accounts.Accounts;
import dev.menshen.accounts.GroupName;
import dev.menshen.accounts.Identity;
import dev.menshen.sessions.Sessions;
import dev.menshen.web.AppQuestion;
import dev.menshen.web.AtGate;
import dev.menshen.web.Origin;
import dev.menshen.web.Query;
import dev.menshen.web.Question;
import dev.menshen.web.Visitors;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
        answers.toNginx(ctx, decision(ctx, Asked::byNginx));
    }

    /** For Caddy's {@code forward_auth} and Traefik's {@code ForwardAuth}, which pass the answer on to the browser. */
    public void forward(Context ctx) {
        answers.toForwarder(ctx, decision(ctx, Asked::byForwarding));
    }

    /** What a yes to nginx says, to be answered at once; none where {@link #nginx} must answer, which is told why. */
    public Optional<Map<String, String>> nginxAtOnce(Question question) {
        return atOnce(question, Asked::byNginx);
    }

    /** The same for {@link #forward}. */
    public Optional<Map<String, String>> forwardAtOnce(Question question) {
        return atOnce(question, Asked::byForwarding);
    }

    private Optional<Map<String, String>> atOnce(Question question, Function<Question, Optional<Asked>> reader) {
        Decision decision = decide(question, reader);
        if (decision instanceof Decision.Allow allow) {
            return Optional.of(IdentityHeaders.of(allow.who()));
        }
        question.keep(decision);
        return Optional.empty();
    }

    private Decision decision(Context ctx, Function<Question, Optional<Asked>> reader) {
        Question question = new AppQuestion(ctx);
        return question.kept() instanceof Decision made ? made : decide(question, reader);
    }

    private Decision decide(Question question, Function<Question, Optional<Asked>> reader) {
        try {
            return isQuestion(question.query())
                    ? reader.apply(question)
                            .map(asked -> decide(question, asked))
                            .orElseGet(Decision.Unreadable::new)
                    : new Decision.Unreadable();
        } catch (RuntimeException failed) {
            return new Decision.Failed(failed);
        }
    }

    private Decision decide(Question question, Asked asked) {
        AtGate atGate = visitors.atGate(question, ways.isHttps(question, asked));
        return atGate instanceof AtGate.Known known
                ? decide(question, asked, known.found())
                : askToSignIn(question, asked, ((AtGate.Unknown) atGate).brought());
    }

    private Decision askToSignIn(Question question, Asked asked, AtGate.Brought brought) {
        Origin door = ways.door(question, asked);
        return ways.isOurSignIn(door, asked)
                ? new Decision.GuardsItself()
                : new Decision.AskToSignIn(asked, door, brought);
    }

    private Decision decide(Question question, Asked asked, Sessions.Found found) {
        // By its name too: a store of sessions may outlive the accounts, or be shared with others', and numbers repeat.
        Optional<Identity> identity = accounts.identity(found.session().account())
                .filter(known -> known.username().equals(found.session().name()));
        if (identity.isEmpty()) {
            return askToSignIn(question, asked, AtGate.Brought.OVER);
        }
        Identity who = identity.get();
        return isWanted(question, who.groups()) ? new Decision.Allow(who) : new Decision.Forbid(found.session());
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
    private static boolean isWanted(Question question, List<GroupName> groups) {
        List<String> lists = Query.values(question.query(), "groups");
        if (lists.isEmpty()) {
            return true;
        }
        for (String wanted : String.join(",", lists).split(",", -1)) {
            if (GroupName.read(wanted).filter(groups::contains).isPresent()) {
                return true;
            }
        }
        return false;
    }
}
