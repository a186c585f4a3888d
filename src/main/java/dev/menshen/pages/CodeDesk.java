package dev.menshen.pages;

import dev.menshen.accounts.Phone;
import dev.menshen.limits.NewNumbers;
import dev.menshen.pages.CodeState.Picture;
import dev.menshen.sms.Purpose;
import dev.menshen.store.Tokens;
import dev.menshen.web.Authenticator;
import dev.menshen.web.Authenticator.Reading;
import dev.menshen.web.CaptchaMode;
import dev.menshen.web.FormView;
import dev.menshen.web.Peer;
import dev.menshen.web.Proof;
import dev.menshen.web.Visitors;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Optional;

/** Where codes by text message are asked for: what stands at the button, and whether a picture comes before the text. */
public final class CodeDesk {

    /** The field of the picture's characters; {@code code} is the text message's in these forms. */
    static final String PICTURE = "captcha";

    private final CaptchaMode mode;
    private final NewNumbers numbers;
    private final Authenticator authenticator;
    private final Visitors visitors;
    private final Peer peer;
    private final Tokens tokens;
    private final InstantSource clock;
    private final String region;

    /** {@code region} is the country of phone numbers without a country code. */
    public CodeDesk(
            CaptchaMode mode,
            NewNumbers numbers,
            Authenticator authenticator,
            Visitors visitors,
            Peer peer,
            Tokens tokens,
            InstantSource clock,
            String region) {
        this.mode = mode;
        this.numbers = numbers;
        this.authenticator = authenticator;
        this.visitors = visitors;
        this.peer = peer;
        this.tokens = tokens;
        this.clock = clock;
        this.region = region;
    }

    /** What stands at the button of this form. */
    CodeState state(Context ctx, Purpose purpose, FormView form) {
        CodeState last = CodeState.of(visitors.notes(ctx), purpose, clock.instant());
        return hasPictures()
                ? last.with(new Picture(tokens.id(), form.isBad(PICTURE) || isDue(ctx, form.typed("mobile_phone"))))
                : last;
    }

    /** Whether a picture is ever asked for here. */
    boolean hasPictures() {
        return mode == CaptchaMode.ADAPTIVE;
    }

    private boolean isDue(Context ctx, String typed) {
        String block = peer.block(ctx);
        return numbers.watches(block)
                && Phone.<Boolean>read(typed, region, phone -> !numbers.knows(block, phone.e164()), flaw -> true);
    }

    /**
     * Counts a code that is asked for, for whomever; and says what is missing of the picture, where one is due. The
     * picture is used up by that, right or wrong.
     */
    Optional<Proof> unread(Context ctx, Phone phone, Reading reading) {
        String block = peer.block(ctx);
        if (!hasPictures() || numbers.goesWithout(block, phone.e164())) {
            return Optional.empty();
        }
        Optional<Proof> unread = authenticator.unread(ctx, reading);
        if (unread.isEmpty()) {
            numbers.remember(block, phone.e164());
        }
        return unread;
    }
}
