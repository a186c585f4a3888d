package dev.menshen.gate;

import dev.menshen.store.ExpiringStore;
import dev.menshen.store.ExpiringStore.Allowance;
import dev.menshen.store.Tokens;
import dev.menshen.web.Answers;
import dev.menshen.web.Origin;
import dev.menshen.web.Peer;
import dev.menshen.web.Query;
import dev.menshen.web.ReturnTo;
import dev.menshen.web.Templates;
import dev.menshen.web.View;
import dev.menshen.web.Views;
import dev.menshen.web.Visitors;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where somebody is sent who comes to a page for guests and is signed in: on to where they wanted to go, or home.
 *
 * <p>An application that does not see their sign-in sends them straight back here, and they would go round for ever. So
 * the third time within ten seconds ends at a page that says why.
 */
public final class Onward {

    private static final int MOST = 2;

    /** Of all addresses of one application, some of which may have a time or a number of their own in the path. */
    private static final int MOST_OF_ALL = 15;

    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final Visitors visitors;
    private final ReturnTo returnTo;
    private final Views views;
    private final Templates templates;
    private final Peer peer;
    private final Optional<String> cookieDomain;
    private final ExpiringStore counters;

    public Onward(
            Visitors visitors,
            ReturnTo returnTo,
            Views views,
            Templates templates,
            Peer peer,
            Optional<String> cookieDomain,
            ExpiringStore counters) {
        this.visitors = visitors;
        this.returnTo = returnTo;
        this.views = views;
        this.templates = templates;
        this.peer = peer;
        this.cookieDomain = cookieDomain;
        this.counters = counters;
    }

    /**
     * What the template shows.
     *
     * @param target the address that sent the browser back
     * @param cause key of what was found, for which the bundles hold {@code .text} and {@code .mend}
     * @param args hosts and the like that both texts name
     */
    public record Model(View view, String target, String cause, List<Object> args) {

        public Model {
            args = List.copyOf(args);
        }

        /** One of the texts of the cause. */
        public String tell(String which) {
            return view.say("gate.loop." + cause + "." + which, args.toArray());
        }
    }

    /** Sends the browser on, or stops it. */
    public void send(Context ctx) {
        Optional<String> target = returnTo.safe(ctx, Query.value(ctx, "next"));
        visitors.renewPass(ctx);
        if (target.isPresent() && mayBeSentBack(ctx, target.get()) && goesRound(ctx, target.get())) {
            stop(ctx, target.get());
        } else {
            Answers.seeOther(ctx, target.orElse(views.to("/")));
        }
    }

    /** Our own pages send nobody back who is signed in; applications do, and the gate says that it was one. */
    private boolean mayBeSentBack(Context ctx, String target) {
        Optional<Origin> theirs = Origin.start(target);
        return !Query.value(ctx, "brought").isEmpty() || (theirs.isPresent() && !theirs.equals(peer.origin(ctx)));
    }

    private boolean goesRound(Context ctx, String target) {
        String origin = Origin.start(target).map(Origin::toString).orElse("");
        return !counters.reserve(List.of(
                        allowance(ctx, target.replaceFirst("\\?.*", ""), MOST),
                        allowance(ctx, "all of " + origin, MOST_OF_ALL)))
                .isZero();
    }

    private static Allowance allowance(Context ctx, String where, int most) {
        String who = Visitors.of(ctx).key().orElse("");
        return new Allowance("bounce:" + Tokens.hash(who + "\n" + where), most, WINDOW);
    }

    private void stop(Context ctx, String target) {
        Origin ours = peer.origin(ctx).orElse(null);
        LoopCause cause =
                LoopCause.of(ours, Origin.start(target).orElse(ours), cookieDomain, Query.value(ctx, "brought"));
        View view = views.view(ctx, "/login");
        templates.page(ctx, 200, "loop", new Model(view, target, cause.key(), cause.args()));
    }
}
