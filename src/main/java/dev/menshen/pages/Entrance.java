package dev.menshen.pages;

import dev.menshen.accounts.Accounts;
import dev.menshen.accounts.User;
import dev.menshen.audit.Method;
import dev.menshen.audit.What;
import dev.menshen.audit.Witness;
import dev.menshen.web.Answers;
import dev.menshen.web.Headers;
import dev.menshen.web.KnownBrowser;
import dev.menshen.web.Origin;
import dev.menshen.web.Refused;
import dev.menshen.web.ReturnTo;
import dev.menshen.web.Trail;
import dev.menshen.web.Views;
import dev.menshen.web.Visitors;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.InstantSource;

/** Where everybody comes in who has shown who they are, by whatever way. */
public final class Entrance {

    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final Accounts accounts;
    private final Visitors visitors;
    private final KnownBrowser known;
    private final Trail trail;
    private final ReturnTo returnTo;
    private final Views views;
    private final InstantSource clock;
    private final boolean textsReachPhones;

    /** {@code textsReachPhones} tells whether codes are sent to phones, and not just printed on the console. */
    public Entrance(
            Accounts accounts,
            Visitors visitors,
            KnownBrowser known,
            Trail trail,
            ReturnTo returnTo,
            Views views,
            InstantSource clock,
            boolean textsReachPhones) {
        this.accounts = accounts;
        this.visitors = visitors;
        this.known = known;
        this.trail = trail;
        this.returnTo = returnTo;
        this.views = views;
        this.clock = clock;
        this.textsReachPhones = textsReachPhones;
    }

    /** Signs the user in and sends the browser to where it wanted to go, or home when that is out of the house. */
    void letIn(Context ctx, User user, Method method, boolean remember, String next) {
        begin(ctx, user, remember);
        trail.record(ctx, What.SIGN_IN, Trail.of(user), method, remember ? "remembered" : "");
        Answers.done(ctx, returnTo.safe(ctx, next).orElse(views.to("/")));
    }

    /**
     * The same by a code sent to the phone. The first code of an account that was registered without one may well be
     * somebody else's than the registration was: whoever is in by then is let out first, the password and the e-mail
     * address from before are void where codes reach phones at all, and it is told how to set others (Sudhodanan and
     * Paverd, "Pre-hijacked accounts", USENIX Security 2022).
     */
    void letInByPhone(Context ctx, User user, boolean remember, String next) {
        if (user.phoneProved()) {
            letIn(ctx, user, Method.SMS_CODE, remember, next);
        } else if (isWhereItWasRegistered(ctx, user)) {
            Witness<User> witness = trail.witness(ctx, What.PHONE_PROVED, Trail::of, Method.SMS_CODE, "same-browser");
            accounts.phoneIsOwn(user, witness);
            witness.tell();
            letIn(ctx, user, Method.SMS_CODE, remember, next);
        } else {
            letIn(ctx, proved(ctx, user), Method.SMS_CODE, remember, next);
            visitors.noteSurely(ctx, FirstProof.note(clock.instant(), textsReachPhones && user.email() != null));
        }
    }

    /**
     * Whether what was given when the account was registered is void once a code sent to its phone has come back from this
     * browser, for somebody else may have given it.
     */
    boolean voidsRegistration(Context ctx, User user) {
        return textsReachPhones && !user.phoneProved() && !isWhereItWasRegistered(ctx, user);
    }

    /** Who has both the phone and a browser that the password was right in, or was just chosen in, is one person. */
    private boolean isWhereItWasRegistered(Context ctx, User user) {
        return known.of(ctx, user).isPresent()
                || Newcomer.in(visitors.notes(ctx))
                        .filter(user.username().text()::equals)
                        .isPresent();
    }

    private User proved(Context ctx, User user) {
        String voided = user.email() == null ? "void-password" : "void-password-email";
        String reason = textsReachPhones ? voided : "";
        Witness<User> witness = trail.witness(ctx, What.PHONE_PROVED, Trail::of, Method.SMS_CODE, reason);
        User proved = accounts.provePhone(user, textsReachPhones, witness).orElseThrow(Entrance::changedMeanwhile);
        witness.tell();
        return proved;
    }

    /** The answer to somebody whose account was changed while they were being answered. */
    static Refused changedMeanwhile() {
        return Refused.until(503, AT_ONCE, "login.changed");
    }

    /** Lets the form of a sign-in page lead to an application that somebody is on the way to. */
    void letFormLeadTo(Context ctx, String next) {
        returnTo.safe(ctx, next).flatMap(Origin::start).ifPresent(origin -> Headers.letFormsLeadTo(ctx, origin));
    }

    /**
     * Begins a session, and ends it again when the account was changed or disabled while its user was being let in: who
     * changes it ends the sessions that there are, and this one may have come too late for that.
     */
    void begin(Context ctx, User user, boolean remember) {
        visitors.signIn(ctx, user.id(), user.username().text(), remember);
        boolean stands = false;
        try {
            stands = accounts.stands(user);
        } finally {
            if (!stands) {
                visitors.signOut(ctx);
            }
        }
        if (!stands) {
            throw changedMeanwhile();
        }
        known.mark(ctx, user);
    }
}
