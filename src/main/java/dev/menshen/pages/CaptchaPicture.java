package dev.menshen.pages;

import dev.menshen.captcha.CaptchaImage;
import dev.menshen.captcha.Captchas;
import dev.menshen.store.ExpiringStore;
import dev.menshen.store.ExpiringStore.Allowance;
import dev.menshen.store.Tokens;
import dev.menshen.web.Peer;
import dev.menshen.web.Query;
import dev.menshen.web.Refused;
import dev.menshen.web.Visitors;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** The captcha's picture: every request draws a fresh answer, and forgets the one before it under the same id. */
public final class CaptchaPicture {

    /** An id that a form may give its captcha; the empty one is the browser's nameless captcha. */
    static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{0,64}");

    /**
     * Pictures for one address in a minute. A school of some hundreds behind one address may all sign in when the bell
     * rings; who wants more is drawing for drawing's sake.
     */
    private static final int MOST = 600;

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Captchas captchas;
    private final CaptchaImage image;
    private final Visitors visitors;
    private final Peer peer;
    private final ExpiringStore counters;
    private final Tokens tokens;
    private final BiConsumer<String, String> told;

    /** {@code told} hears every id and answer, which only development mode listens to. */
    public CaptchaPicture(
            Captchas captchas,
            CaptchaImage image,
            Visitors visitors,
            Peer peer,
            ExpiringStore counters,
            Tokens tokens,
            BiConsumer<String, String> told) {
        this.captchas = captchas;
        this.image = image;
        this.visitors = visitors;
        this.peer = peer;
        this.counters = counters;
        this.tokens = tokens;
        this.told = told;
    }

    /** Answers with a PNG of 120×30 CSS pixels, drawn twice as dense with {@code scale=2}. */
    public void draw(Context ctx) {
        String id = Query.value(ctx, "id");
        String scale = Query.value(ctx, "scale");
        if (!ID.matcher(id).matches() || !scale.matches("[12]?")) {
            throw Refused.as(400);
        }
        ctx.contentType("image/png");
        if (ctx.method().equals(HandlerType.HEAD)) {
            return;
        }
        count(ctx);
        String answer = captchas.issue(visitors.browserForKeeping(ctx), id);
        told.accept(id, answer);
        ctx.result(image.png(answer, scale.equals("2") ? 2 : 1, tokens.fast()));
    }

    private void count(Context ctx) {
        String key = "picture:" + peer.block(ctx);
        Duration wait = counters.reserve(List.of(new Allowance(key, MOST, WINDOW)));
        if (!wait.isZero()) {
            throw Refused.until(429, wait, "error.429.text");
        }
    }
}
