package dev.menshen.web;

import dev.menshen.audit.Method;
import dev.menshen.audit.Subject;
import dev.menshen.audit.What;
import dev.menshen.forms.Errors;
import dev.menshen.sessions.Arrival;
import dev.menshen.sessions.Browsers;
import dev.menshen.sessions.Sessions;
import dev.menshen.store.ExpiringStore;
import dev.menshen.store.ExpiringStore.Allowance;
import dev.menshen.store.Tokens;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Who is asking: puts a {@link Visitor} on every context and never refuses; and lets people in and out. */
public final class Visitors {

    private static final String ATTRIBUTE = "dev.menshen.visitor";
    private static final String BROWSER = "dev.menshen.browser";
    private static final String REUSED = "reused";

    /**
     * Browsers of one address that may begin in a minute to have something kept for them, as many as may ask for pictures.
     * One that begins is kept for twenty minutes, and where there is no room another one's captcha goes for it: at this
     * pace, in a heap of 128 MB, four minutes after it began.
     */
    private static final int MOST_NEW = 600;

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Sessions sessions;
    private final Browsers browsers;
    private final ExpiringStore counters;
    private final SessionCookie cookie;
    private final SessionCookie visit;
    private final Optional<GatePass> pass;
    private final CookieTrial trial;
    private final Peer peer;
    private final Trail trail;
    private final Duration remembered;

    /**
     * Whoever comes to this house.
     *
     * @param counters where it is counted how many browsers begin
     * @param cookie for those signed in
     * @param visit for browsers of which something is kept
     * @param pass for those signed in, on all hosts under the cookie domain, where one is set
     * @param entrance the path that all sign-in pages are at or below
     */
    public Visitors(
            Sessions sessions,
            Browsers browsers,
            ExpiringStore counters,
            SessionCookie cookie,
            SessionCookie visit,
            Optional<GatePass> pass,
            Peer peer,
            String entrance,
            InstantSource clock,
            Trail trail,
            Duration remembered) {
        this.sessions = sessions;
        this.browsers = browsers;
        this.counters = counters;
        this.cookie = cookie;
        this.visit = visit;
        this.pass = pass;
        this.trial = new CookieTrial(entrance, peer, clock);
        this.peer = peer;
        this.trail = trail;
        this.remembered = remembered;
    }

    /**
     * The visitor of this request.
     *
     * @throws IllegalStateException in an application in which Menshen is not registered
     */
    public static Visitor of(Context ctx) {
        Visitor visitor = ctx.attribute(ATTRIBUTE);
        if (visitor == null) {
            throw new IllegalStateException("Menshen is not registered in this application, or this runs before it");
        }
        return visitor;
    }

    /** The before-handler. */
    public void attach(Context ctx) {
        // Every request passes here, and a proxy that was forgotten in the settings is to be told of whatever it asks.
        peer.isBelieved(ctx);
        attach(ctx, () -> cookie.read(ctx).filter(Tokens::isToken));
    }

    private void attach(Context ctx, Supplier<Optional<String>> sent) {
        ctx.attribute(ATTRIBUTE, new Visitor(sent, token -> find(ctx, token), sessions::glance));
    }

    private Optional<Sessions.Found> find(Context ctx, String token) {
        Optional<Sessions.Found> found = sessions.find(token);
        if (found.isEmpty()) {
            sessions.reused(token).ifPresent(reused -> letOut(ctx, reused));
        }
        return found;
    }

    /** Which of the two this is cannot be told; who has the password comes in again. */
    private void letOut(Context ctx, Sessions.Reused reused) {
        reused.session()
                .map(session -> Subject.account(session.account(), session.name()))
                .ifPresent(who -> trail.record(ctx, What.REMEMBERED_TOKEN_REUSED, who, Method.SESSION, ""));
        cookie.clear(ctx);
        pass.ifPresent(known -> known.clear(ctx));
        note(ctx, Map.of(REUSED, "yes"));
    }

    /** Whether the browser that asks was let out a short while ago because two held its token. */
    public boolean wasLetOut(Context ctx) {
        return notes(ctx).containsKey(REUSED);
    }

    /** Gives a browser that is remembered a new token once a day. For pages: a program may not keep what it gets. */
    public void turn(Context ctx) {
        Visitor visitor = of(ctx);
        if (ctx.method().equals(HandlerType.GET) && !Answers.wantsJson(ctx) && isSeen(ctx)) {
            visitor.found()
                    .filter(found -> found.session().remembered())
                    .flatMap(found -> visitor.token().flatMap(token -> sessions.turn(token, found)))
                    .ifPresent(turned -> give(ctx, turned));
        }
    }

    /** Whether the page is going to be looked at: not if it is fetched ahead, or opened by a stranger's page. */
    private static boolean isSeen(Context ctx) {
        return ctx.header("Sec-Purpose") == null
                && ctx.header("Purpose") == null
                && !"cross-site".equals(ctx.header("Sec-Fetch-Site"));
    }

    private void give(Context ctx, Sessions.Turned turned) {
        Optional<Duration> keep = Optional.of(turned.found().left());
        cookie.write(ctx, turned.token(), keep);
        pass.ifPresent(known -> known.write(ctx, turned.found().key(), keep));
        ctx.attribute(ATTRIBUTE, Visitor.given(turned.token(), turned.found()));
    }

    /**
     * Who asks at the gate, for an application that the browser sees at another origin than ours.
     *
     * @param https whether the browser's side of our own pages is https, by which our cookie is named
     */
    public AtGate atGate(Question question, boolean https) {
        // A pass may be older than the sign-in that is beside it on our own host.
        Optional<Sessions.Found> found = pass.flatMap(known -> known.read(question))
                .flatMap(sessions::findKept)
                .or(() -> cookie.read(question, https)
                        .filter(Tokens::isToken)
                        .map(Sessions::key)
                        .flatMap(sessions::findKept));
        return found.<AtGate>map(AtGate.Known::new).orElseGet(() -> new AtGate.Unknown(brought(question, https)));
    }

    private AtGate.Brought brought(Question question, boolean https) {
        int sessionCookies = cookie.count(question, https);
        int passes = pass.map(known -> known.count(question)).orElse(0);
        String cookies = question.header("Cookie");
        // Some proxies pass on an empty header where there was none.
        if (cookies == null || cookies.isBlank()) {
            return AtGate.Brought.NOTHING;
        }
        if (sessionCookies + passes == 0) {
            return cookie.count(question, !https) > 0 ? AtGate.Brought.OTHER_SCHEME : AtGate.Brought.NOT_OURS;
        }
        return sessionCookies > 1 || passes > 1 ? AtGate.Brought.TWICE : AtGate.Brought.OVER;
    }

    /** Lets somebody in: a new id for the browser, and the end of whatever it was before. */
    public void signIn(Context ctx, long account, String name, boolean remember) {
        of(ctx).found().ifPresent(sessions::end);
        token(ctx).ifPresent(known -> {
            browsers.end(known);
            visit.clear(ctx);
            ctx.attribute(BROWSER, null);
        });
        String userAgent = ctx.header("User-Agent");
        Arrival arrival = Arrival.of(userAgent == null ? "" : userAgent, peer.address(ctx));
        String token = sessions.begin(account, name, remember, arrival);
        Optional<Duration> keep = remember ? Optional.of(remembered) : Optional.empty();
        cookie.write(ctx, token, keep);
        trial.begin(ctx);
        pass.ifPresent(known -> known.write(ctx, Sessions.key(token), keep));
        attach(ctx, () -> Optional.of(token));
    }

    /** Gives somebody signed in the pass that they may have lost, or never got, for the hosts under the cookie domain. */
    public void renewPass(Context ctx) {
        Visitor visitor = of(ctx);
        pass.ifPresent(known -> visitor.found().ifPresent(found -> {
            Optional<Duration> keep = found.session().remembered() ? Optional.of(found.left()) : Optional.empty();
            known.write(ctx, found.key(), keep);
        }));
    }

    /** Lets the visitor out of this browser; no harm when nobody is signed in. */
    public void signOut(Context ctx) {
        Visitor visitor = of(ctx);
        visitor.found().ifPresent(sessions::end);
        if (visitor.token().isPresent()) {
            cookie.clear(ctx);
            trial.end(ctx);
        }
        pass.ifPresent(known -> known.clear(ctx));
        attach(ctx, Optional::empty);
    }

    /** Lets the visitor out of every browser. */
    public void signOutEverywhere(Context ctx) {
        of(ctx).account().ifPresent(sessions::endAll);
        signOut(ctx);
    }

    /** Every session of the visitor's account, the one last seen first; none where nobody is signed in. */
    public List<Sessions.Found> sessions(Context ctx) {
        return of(ctx).account().map(sessions::all).orElse(List.of());
    }

    /** Ends that session of the visitor's account which has this label; whether there was one. */
    public boolean end(Context ctx, String label) {
        return of(ctx).account().filter(account -> sessions.end(account, label)).isPresent();
    }

    /** Lets the visitor out of every browser but this one. */
    public void signOutElsewhere(Context ctx) {
        of(ctx).found().ifPresent(sessions::endOthers);
    }

    /** The key of the browser that asks, if anything is kept for it. */
    public Optional<String> browser(Context ctx) {
        return token(ctx).map(Browsers::key);
    }

    /**
     * The key of the browser that asks; one that is not known yet gets an anonymous session.
     *
     * @throws Refused when too many begin at its address
     */
    public String browserForKeeping(Context ctx) {
        return Browsers.key(token(ctx).orElseGet(() -> {
            Duration wait = mayBegin(ctx);
            if (!wait.isZero()) {
                throw Refused.until(429, wait, "error.429.text");
            }
            return begin(ctx);
        }));
    }

    /** What was noted of the browser that asks. */
    public Map<String, String> notes(Context ctx) {
        return token(ctx).map(browsers::notes).orElse(Map.of());
    }

    /** Notes something of the browser that asks, for some minutes; not if it is not known and too many begin. */
    public void note(Context ctx, Map<String, String> notes) {
        token(ctx)
                .or(() -> mayBegin(ctx).isZero() ? Optional.of(begin(ctx)) : Optional.empty())
                .ifPresent(token -> browsers.note(token, notes));
    }

    /** The same however many begin, of one that has just registered or come in by its phone. */
    public void noteSurely(Context ctx, Map<String, String> notes) {
        browsers.note(token(ctx).orElseGet(() -> begin(ctx)), notes);
    }

    /** What is wrong when the browser was given a cookie of ours a moment ago and comes to a sign-in page without any. */
    public Errors lostCookie(Context ctx) {
        Question question = new AppQuestion(ctx);
        return trial.found(ctx, isAnyThere(cookie, question) || isAnyThere(visit, question));
    }

    /** By either name, for one that was kept under the other scheme was kept. */
    private static boolean isAnyThere(SessionCookie ours, Question question) {
        return ours.count(question, true) + ours.count(question, false) > 0;
    }

    /** Counts a browser that begins; how long to wait where too many do. */
    private Duration mayBegin(Context ctx) {
        return counters.reserve(List.of(new Allowance("browser:" + peer.block(ctx), MOST_NEW, WINDOW)));
    }

    private String begin(Context ctx) {
        String token = browsers.begin();
        visit.write(ctx, token, Optional.empty());
        trial.begin(ctx);
        ctx.attribute(BROWSER, token);
        return token;
    }

    private Optional<String> token(Context ctx) {
        Optional<String> begun = Optional.ofNullable(ctx.attribute(BROWSER));
        return begun.isPresent()
                ? begun
                : visit.read(ctx).filter(Tokens::isToken).filter(browsers::knows);
    }
}
