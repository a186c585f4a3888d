package dev.menshen.gate;

import dev.menshen.accounts.Accounts;
import dev.menshen.accounts.Identity;
import dev.menshen.sessions.Sessions;
import dev.menshen.web.AppQuestion;
import dev.menshen.web.AtGate;
import dev.menshen.web.Origin;
import dev.menshen.web.Question;
import dev.menshen.web.Visitors;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Objects;
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

    /** Those of the last question; the next one mostly has the same. */
    private volatile Terms last = Terms.of(null);

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
            Terms terms = terms(question.query());
            return terms.readable()
                    ? reader.apply(question)
                            .map(asked -> decide(question, terms, asked))
                            .orElseGet(Decision.Unreadable::new)
                    : new Decision.Unreadable();
        } catch (RuntimeException failed) {
            return new Decision.Failed(failed);
        }
    }

    private Terms terms(@Nullable String query) {
        Terms terms = last;
        if (!Objects.equals(terms.query(), query)) {
            terms = Terms.of(query);
            last = terms;
        }
        return terms;
    }

    private Decision decide(Question question, Terms terms, Asked asked) {
        AtGate atGate = visitors.atGate(question, ways.isHttps(terms, asked));
        return atGate instanceof AtGate.Known known
                ? decide(question, terms, asked, known.found())
                : askToSignIn(question, terms, asked, ((AtGate.Unknown) atGate).brought());
    }

    private Decision askToSignIn(Question question, Terms terms, Asked asked, AtGate.Brought brought) {
        Origin door = ways.door(question, terms, asked);
        return ways.isOurSignIn(door, asked)
                ? new Decision.GuardsItself()
                : new Decision.AskToSignIn(asked, door, brought);
    }

    private Decision decide(Question question, Terms terms, Asked asked, Sessions.Found found) {
        // By its name too: a store of sessions may outlive the accounts, or be shared with others', and numbers repeat.
        Optional<Identity> identity = accounts.identity(found.session().account())
                .filter(known -> known.username().equals(found.session().name()));
        if (identity.isEmpty()) {
            return askToSignIn(question, terms, asked, AtGate.Brought.OVER);
        }
        Identity who = identity.get();
        return terms.areMetBy(who.groups()) ? new Decision.Allow(who) : new Decision.Forbid(found.session());
    }
}
