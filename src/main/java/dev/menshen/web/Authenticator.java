package dev.menshen.web;

import dev.menshen.accounts.AccountState;
import dev.menshen.accounts.Accounts;
import dev.menshen.accounts.Claim;
import dev.menshen.accounts.Login;
import dev.menshen.accounts.Phone;
import dev.menshen.accounts.Registration;
import dev.menshen.accounts.SignIn;
import dev.menshen.accounts.User;
import dev.menshen.audit.Method;
import dev.menshen.audit.Subject;
import dev.menshen.audit.What;
import dev.menshen.captcha.Captchas;
import dev.menshen.limits.Guesser;
import dev.menshen.limits.Guesses;
import dev.menshen.limits.Guesses.Guess;
import dev.menshen.limits.Guesses.Standing;
import dev.menshen.sms.Check;
import dev.menshen.sms.Purpose;
import dev.menshen.sms.SmsCodes;
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
    private final SmsCodes codes;
    private final CodeBinding binding;
    private final Trail trail;
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
            SmsCodes codes,
            CodeBinding binding,
            Trail trail,
            Visitors visitors,
            Peer peer,
            KeyedHash names) {
        this.accounts = accounts;
        this.guesses = guesses;
        this.known = known;
        this.captchas = captchas;
        this.mode = mode;
        this.codes = codes;
        this.binding = binding;
        this.trail = trail;
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
        Subject who = claim.user().map(Trail::of).orElseGet(() -> trail.stranger(login.key()));
        Standing standing = guesses.look(guesser);
        // The picture first: whether an account is paused would tell whose a phone is, to one who asks of thousands.
        Proof proof = unread(ctx, standing, reading)
                .or(() -> refused(guesser, standing))
                .orElseGet(() -> guess(ctx, guesser, who, claim, password));
        recordFailure(ctx, proof, who, Method.PASSWORD);
        return proof;
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
        Subject who = claim.user().map(Trail::of).orElse(Subject.NOBODY);
        return refused(guesser, guesses.look(guesser)).orElseGet(() -> guess(ctx, guesser, who, claim, password));
    }

    /**
     * Looks whether a registration has come before, by the token of its form, with the same names and the same password.
     * The password is a guess like any other and is counted as one: whoever has come by the token of somebody else's
     * form must not learn more by it than at the sign-in page.
     *
     * @return the account that it made; empty where any of that differs, or guessing is paused
     * @throws dev.menshen.accounts.Busy when too many passwords are being hashed
     */
    public Optional<User> registeredBefore(Context ctx, Registration again) {
        Claim claim = accounts.claim(again);
        return claim.user().filter(user -> {
            Proof proof = guess(ctx, guesser(ctx, user), Trail.of(user), claim, again.password());
            return proof instanceof Proof.Shown || proof instanceof Proof.Closed;
        });
    }

    /** Somebody has a new password, by which everything that was counted against the old one is void. */
    public void renewed(Context ctx, User user) {
        guesses.cameOtherwise(guesser(ctx, user));
    }

    /** Tries a code that was sent to a phone for signing in. Whose phone it is counts only with the right code. */
    public Proof code(Context ctx, Phone phone, String typed) {
        Optional<User> user = accounts.byPhone(phone);
        Check check = codes.spend(phone.e164(), Purpose.LOGIN, binding.typed(ctx, Purpose.LOGIN, user), typed);
        countWrong(ctx, check, phone, user);
        if (check == Check.GOOD) {
            user.ifPresent(owner -> guesses.cameOtherwise(guesser(ctx, owner)));
        }
        Proof proof = shownBy(check, user);
        recordFailure(ctx, proof, subject(phone, user), Method.SMS_CODE);
        return proof;
    }

    /**
     * Tries a code that was sent to a phone for a new password, without using it up: that is for {@link #spend}, when
     * nothing is wrong with the new one. An account that is not open is as good as none.
     */
    public Proof resetCode(Context ctx, Phone phone, String typed) {
        Optional<User> user = accounts.byPhone(phone);
        Check check = codes.check(phone.e164(), Purpose.RESET, binding.typed(ctx, Purpose.RESET, user), typed);
        countWrong(ctx, check, phone, user);
        Proof proof = shownBy(check, user);
        if (proof instanceof Proof.Closed || proof instanceof Proof.NoAccount) {
            trail.record(ctx, What.RESET_REFUSED, subject(phone, user), Method.SMS_CODE, proof.reason());
            return new Proof.Wrong();
        }
        if (!(proof instanceof Proof.Shown)) {
            String why = proof instanceof Proof.CodeUsed ? proof.reason() : "wrong-" + Method.SMS_CODE.word();
            trail.record(ctx, What.RESET_REFUSED, subject(phone, user), Method.SMS_CODE, why);
        }
        return proof;
    }

    /** Uses that code up; true for exactly one caller, and for none when the account was changed since it was sent. */
    public boolean spend(Context ctx, Phone phone, User user, String typed) {
        String bound = binding.typed(ctx, Purpose.RESET, Optional.of(user));
        return codes.spend(phone.e164(), Purpose.RESET, bound, typed) == Check.GOOD;
    }

    private void countWrong(Context ctx, Check check, Phone phone, Optional<User> user) {
        if (check == Check.WRONG) {
            guesses.failedOtherwise(
                    user.map(owner -> guesser(ctx, owner)).orElseGet(() -> nobody(ctx, accounts.login(phone.e164()))));
        }
    }

    private Subject subject(Phone phone, Optional<User> user) {
        return user.map(Trail::of).orElseGet(() -> trail.stranger(phone.e164()));
    }

    private static Proof shownBy(Check check, Optional<User> user) {
        if (check != Check.GOOD) {
            return check == Check.USED ? new Proof.CodeUsed() : new Proof.Wrong();
        }
        if (user.isEmpty()) {
            return new Proof.NoAccount();
        }
        return user.get().state() == AccountState.ACTIVE ? new Proof.Shown(user.get()) : new Proof.Closed(user.get());
    }

    /** What is missing of the picture, if one is due, before any password is looked at. */
    private Optional<Proof> unread(Context ctx, Standing standing, Reading reading) {
        if (mode == CaptchaMode.OFF || (mode == CaptchaMode.ADAPTIVE && !standing.watched())) {
            return Optional.empty();
        }
        return unread(ctx, reading);
    }

    /** What is missing of a picture that is due. One try, right or wrong. */
    public Optional<Proof> unread(Context ctx, Reading reading) {
        if (reading.typed().isEmpty()) {
            return Optional.of(new Proof.PictureDue());
        }
        boolean read = visitors.browser(ctx)
                .filter(browser -> captchas.spend(browser, reading.id(), reading.typed()))
                .isPresent();
        if (read) {
            return Optional.empty();
        }
        // Whoever saw a picture was given a cookie with it, and would be asked for ever without being told why.
        return Optional.of(ctx.header("Cookie") == null ? new Proof.NoCookie() : new Proof.Misread());
    }

    private Proof guess(Context ctx, Guesser guesser, Subject who, Claim claim, String password) {
        Optional<Guess> guess = guesses.reserve(guesser);
        if (guess.isEmpty()) {
            // Others were quicker.
            return refused(guesser, guesses.look(guesser)).orElseGet(() -> new Proof.Later(Guesses.SHORTEST));
        }
        SignIn result;
        try {
            result = accounts.signIn(claim, password);
        } catch (RuntimeException notMade) {
            guess.get().notMade();
            throw notMade;
        }
        if (result instanceof SignIn.Wrong) {
            if (guess.get().isTheLast()) {
                trail.record(ctx, What.PASSWORD_CLOSED, who, Method.PASSWORD, "wrong-password");
            }
            return new Proof.Wrong();
        }
        guess.get().right();
        return result instanceof SignIn.Welcome welcome
                ? new Proof.Shown(welcome.user())
                : new Proof.Closed(((SignIn.Closed) result).user());
    }

    private void recordFailure(Context ctx, Proof proof, Subject who, Method method) {
        if (proof instanceof Proof.Wrong) {
            trail.record(ctx, What.SIGN_IN_FAILED, who, method, "wrong-" + method.word());
        } else if (!proof.reason().isEmpty()) {
            trail.record(ctx, What.SIGN_IN_REFUSED, who, method, proof.reason());
        }
    }

    /** What is told to one who asks too early; so much asking is counted too. */
    private Optional<Proof> refused(Guesser guesser, Standing standing) {
        if (!standing.closed() && standing.pause().isZero()) {
            return Optional.empty();
        }
        guesses.askedInVain(guesser);
        return Optional.of(standing.closed() ? new Proof.NotEnough() : new Proof.Later(standing.pause()));
    }

    private Guesser guesser(Context ctx, User user) {
        return Guesser.at(user.id(), peer.block(ctx), known.of(ctx, user).orElse(null));
    }

    private Guesser nobody(Context ctx, Login login) {
        return Guesser.atNobody(names.of(login.kind().name(), login.key()), peer.block(ctx));
    }
}
