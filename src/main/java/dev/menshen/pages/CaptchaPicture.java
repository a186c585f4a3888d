package dev.menshen.pages;

import dev.menshen.captcha.CaptchaImage;
import dev.menshen.captcha.Captchas;
import dev.menshen.store.Tokens;
import dev.menshen.web.Query;
import dev.menshen.web.Refused;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.function.BiConsumer;

/**
 * The captcha's picture: every request draws letters that were not shown before, and forgets the captcha that was shown
 * under the same id, its sound with it.
 */
public final class CaptchaPicture {

    private final CaptchaDesk desk;
    private final Captchas captchas;
    private final CaptchaImage image;
    private final Tokens tokens;
    private final BiConsumer<String, String> told;

    /** {@code told} hears every id and answer, which only development mode listens to. */
    public CaptchaPicture(
            CaptchaDesk desk, Captchas captchas, CaptchaImage image, Tokens tokens, BiConsumer<String, String> told) {
        this.desk = desk;
        this.captchas = captchas;
        this.image = image;
        this.tokens = tokens;
        this.told = told;
    }

    /** Answers with a PNG of 120×30 CSS pixels, drawn twice as dense with {@code scale=2}. */
    public void draw(Context ctx) {
        String id = desk.id(ctx);
        String scale = Query.value(ctx, "scale");
        if (!scale.matches("[12]?")) {
            throw Refused.as(400);
        }
        ctx.contentType("image/png");
        if (ctx.method().equals(HandlerType.HEAD)) {
            return;
        }
        String answer = captchas.issue(desk.browser(ctx), id);
        told.accept(id, answer);
        ctx.result(image.png(answer, scale.equals("2") ? 2 : 1, tokens.fast()));
    }
}
