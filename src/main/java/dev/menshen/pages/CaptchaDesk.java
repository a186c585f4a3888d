package dev.menshen.pages;

import dev.menshen.store.ExpiringStore;
import dev.menshen.store.ExpiringStore.Allowance;
import dev.menshen.web.Peer;
import dev.menshen.web.Query;
import dev.menshen.web.Refused;
import dev.menshen.web.Visitors;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Where captchas are asked for, to be seen or to be heard: which one, of whose browser, and not too often. */
public final class CaptchaDesk {

    /** An id that a form may give its captcha; the empty one is the browser's nameless captcha. */
    static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{0,64}");

    /**
     * Pictures and sounds together for one address in a minute. A school of some hundreds behind one address may all sign
     * in when the bell rings; who wants more is drawing for drawing's sake.
     */
    private static final int MOST = 600;

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Visitors visitors;
    private final Peer peer;
    private final ExpiringStore counters;

    public CaptchaDesk(Visitors visitors, Peer peer, ExpiringStore counters) {
        this.visitors = visitors;
        this.peer = peer;
        this.counters = counters;
    }

    /** The id that is asked for. */
    String id(Context ctx) {
        String id = Query.value(ctx, "id");
        if (!ID.matcher(id).matches()) {
            throw Refused.as(400);
        }
        return id;
    }

    /** The browser that asks, after this request was counted. */
    String browser(Context ctx) {
        String key = "picture:" + peer.block(ctx);
        Duration wait = counters.reserve(List.of(new Allowance(key, MOST, WINDOW)));
        if (!wait.isZero()) {
            throw Refused.until(429, wait, "error.429.text");
        }
        return visitors.browserForKeeping(ctx);
    }
}
