package dev.menshen.web;

import dev.menshen.accounts.Accounts;
import dev.menshen.accounts.Claim;
import dev.menshen.accounts.Login;
import dev.menshen.accounts.SignIn;
import dev.menshen.accounts.User;
import dev.menshen.captcha.Captchas;
import dev.menshen.limits.Guesser;
import dev.menshen.limits.Guesses;
import dev.menshen.limits.Guesses.Guess;
import dev.menshen.limits.Guesses.Standing;
import dev.menshen.store.KeyedHash;
import io.javalin.http.Context;
import java.util.Optional;

/**
 * The one place where it is decided whether somebody is who they say they are, whatever page or program asks: the name
 * is read into its account, pauses are kept, the captcha is spent where one is due, the guess is counted before it is
 * made, and only then hashed, at the same cost where there is no such account.
 */
public final class Authenticator {

    private final Accounts accounts;
    private final Guesses guesses;
    private final KnownBrowser known;
    private final Captchas captchas;
    private final CaptchaMode mode;
    private final Visitors visitors;
    private final Peer peer;
    private final KeyedHash names;

    /** {@code names} makes fingerprints of names that nobody has. */
    public Authenticator(
            Accounts accounts,
            Guesses guesses,
            KnownBrowser known,
            Captchas captchas,
            CaptchaMode mode,
            Visitors visitors,
            Peer peer,
            KeyedHash names) {
        this.accounts = accounts;
        this.guesses = guesses;
        this.known = known;
        this.captchas = captchas;
        this.mode = mode;
        this.visitors = visitors;
        this.peer = peer;
        this.names = names;
    }

    /**
     * The answer to a picture.
     *
     * @param id of the captcha
     * @param typed empty when nothing was
     */
    public record Reading(String id, String typed) {}

    /** Whether a form should show a picture from the start, before anybody has said who they are. */
    public boolean showsPicture(Context ctx) {
        return mode == CaptchaMode.ALWAYS || (mode == CaptchaMode.ADAPTIVE && guesses.watches(peer.block(ctx)));
    }

    /**
     * Tries a name and a password.
     *
     * @throws dev.menshen.accounts.Busy when too many passwords are being hashed
     */
    public Proof password(Context ctx, String name, String password, Reading reading) {
        Login login = accounts.login(name);
        Claim claim = accounts.claim(login);
        Guesser guesser = claim.user().map(user -> guesser(ctx, user)).orElseGet(() -> nobody(ctx, login));
        Standing standing = guesses.look(guesser);
        Optional<Proof> refused = refused(standing);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (mode == CaptchaMode.ALWAYS || (mode == CaptchaMode.ADAPTIVE && standing.watched())) {
            if (reading.typed().isEmpty()) {
                return new Proof.PictureDue();
            }
            if (!isRead(ctx, reading)) {
                return new Proof.Misread();
            }
        }
        return guess(guesser, claim, password);
    }

    /**
     * Asks somebody who is signed in for the password once more. Their session stands for a known browser.
     *
     * @throws dev.menshen.accounts.Busy when too many passwords are being hashed
     */
    public Proof again(Context ctx, long account, String session, String password) {
        Claim claim = accounts.claim(account);
        String browser = claim.user().flatMap(user -> known.of(ctx, user)).orElse(session);
        Guesser guesser = Guesser.at(account, peer.block(ctx), browser);
        return refused(guesses.look(guesser)).orElseGet(() -> guess(guesser, claim, password));
    }

    /** A code that was sent to this account's phone, or to the phone of none, was wrong. */
    public void wrongCode(Context ctx, Optional<User> user) {
        user.ifPresent(owner -> guesses.failedOtherwise(guesser(ctx, owner)));
    }

    /** Somebody has shown by a code who they are. */
    public void rightCode(Context ctx, User user) {
        guesses.cameOtherwise(guesser(ctx, user));
    }

    /** One try, right or wrong, and before any password is looked at. */
    private boolean isRead(Context ctx, Reading reading) {
        return visitors.browser(ctx)
                .filter(browser -> captchas.spend(browser, reading.id(), reading.typed()))
                .isPresent();
    }

    private Proof guess(Guesser guesser, Claim claim, String password) {
        Optional<Guess> guess = guesses.reserve(guesser);
        if (guess.isEmpty()) {
            // Others were quicker.
            return refused(guesses.look(guesser)).orElseGet(() -> new Proof.Later(Guesses.SHORTEST));
        }
        SignIn result;
        try {
            result = accounts.signIn(claim, password);
        } catch (RuntimeException notMade) {
            guess.get().notMade();
            throw notMade;
        }
        if (result instanceof SignIn.Wrong) {
            return new Proof.Wrong();
        }
        guess.get().right();
        return result instanceof SignIn.Welcome welcome
                ? new Proof.Shown(welcome.user())
                : new Proof.Closed(((SignIn.Closed) result).user());
    }

    private static Optional<Proof> refused(Standing standing) {
        if (standing.closed()) {
            return Optional.of(new Proof.NotEnough());
        }
        return standing.pause().isZero() ? Optional.empty() : Optional.of(new Proof.Later(standing.pause()));
    }

    private Guesser guesser(Context ctx, User user) {
        return Guesser.at(user.id(), peer.block(ctx), known.of(ctx, user).orElse(null));
    }

    private Guesser nobody(Context ctx, Login login) {
        return Guesser.atNobody(names.of(login.kind().name(), login.key()), peer.block(ctx));
    }
}
