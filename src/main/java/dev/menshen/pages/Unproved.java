package dev.menshen.pages;

import dev.menshen.forms.Errors;
import dev.menshen.forms.Sent;
import dev.menshen.web.Answers;
import dev.menshen.web.Proof;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;

/**
 * What is told to somebody who has not shown who they are.
 *
 * @param pause until there is a point in trying again, where it was too often
 */
record Unproved(int status, Errors errors, Optional<Duration> pause) {

    private static final long A_MINUTE = 60;

    /** So long is a password closed at the least: its owner has to come in by another way first. */
    private static final Duration LONG = Duration.ofHours(1);

    /** The words for this proof, which is none; {@code wrong} are those for a wrong password or code. */
    static Unproved of(Proof proof, Errors wrong) {
        return of(proof, wrong, "code");
    }

    /** The same where the picture's characters have a field of this name. */
    static Unproved of(Proof proof, Errors wrong, String picture) {
        if (proof instanceof Proof.Closed closed) {
            return bad(Errors.of("form", Fields.closed(closed.user())));
        }
        if (proof instanceof Proof.CodeUsed) {
            return bad(Errors.of("code", "code.used"));
        }
        if (proof instanceof Proof.NoAccount) {
            return bad(Errors.of("mobile_phone", "phone.unknown"));
        }
        if (proof instanceof Proof.PictureDue) {
            return bad(Errors.of(picture, "captcha.due"));
        }
        if (proof instanceof Proof.NoCookie) {
            return bad(Errors.of(picture, "captcha.no-cookie"));
        }
        if (proof instanceof Proof.Misread) {
            return bad(Errors.of(picture, "captcha.wrong"));
        }
        if (proof instanceof Proof.NotEnough) {
            return new Unproved(429, Errors.of("form", "login.not-enough"), Optional.of(LONG));
        }
        return proof instanceof Proof.Later later ? later(later.pause()) : bad(wrong);
    }

    /** Shows the form again with this. */
    void answer(Context ctx, Sent sent, FormPage page) {
        pause.ifPresent(wait -> Answers.retryAfter(ctx, wait));
        page.again(ctx, status, sent, errors);
    }

    private static Unproved bad(Errors errors) {
        return new Unproved(422, errors, Optional.empty());
    }

    private static Unproved later(Duration pause) {
        long seconds = Answers.seconds(pause);
        Errors errors = seconds > A_MINUTE
                ? Errors.of("form", "login.later.minutes", Answers.minutes(pause))
                : Errors.of("form", "login.later.seconds", seconds);
        return new Unproved(429, errors, Optional.of(pause));
    }
}
