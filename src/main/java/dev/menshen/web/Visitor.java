package dev.menshen.web;

import dev.menshen.sessions.Session;
import dev.menshen.sessions.Sessions;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Whoever is asking, signed in or not. It stands on every context, and looks itself up when first asked, so that a
 * picture or a style sheet costs nothing.
 */
public final class Visitor {

    private final Supplier<Optional<String>> sent;
    private final Function<String, Optional<Sessions.Found>> find;
    private final Function<String, Optional<Sessions.Found>> glance;
    private boolean read;
    private Optional<String> token = Optional.empty();
    private boolean looked;
    private Optional<Sessions.Found> found = Optional.empty();

    /**
     * Somebody whose session is looked up by these, when it is asked for first.
     *
     * @param find the session of a token, its idle time counted from now
     * @param glance the same, its idle time going on
     */
    Visitor(
            Supplier<Optional<String>> sent,
            Function<String, Optional<Sessions.Found>> find,
            Function<String, Optional<Sessions.Found>> glance) {
        this.sent = sent;
        this.find = find;
        this.glance = glance;
    }

    /** Somebody whose token was made for this answer: it is not in use before the browser comes back with it. */
    static Visitor given(String token, Sessions.Found session) {
        Visitor visitor = new Visitor(() -> Optional.of(token), none -> Optional.empty(), none -> Optional.empty());
        visitor.found = Optional.of(session);
        visitor.looked = true;
        return visitor;
    }

    /** Whether somebody is signed in. */
    public boolean isSignedIn() {
        return found().isPresent();
    }

    /** The user name of the one signed in. */
    public Optional<String> name() {
        return session().map(Session::name);
    }

    /** The id of the account signed in. */
    public Optional<Long> account() {
        return session().map(Session::account);
    }

    /** The session of the one signed in. */
    public Optional<Session> session() {
        return found().map(Sessions.Found::session);
    }

    /** The key that the session of the one signed in is kept under, which is not a secret. */
    public Optional<String> key() {
        return found().map(Sessions.Found::key);
    }

    /** The session without its idle time being counted anew: for a program that only watches the clock. */
    public Optional<Sessions.Found> glance() {
        return looked ? found : token().flatMap(glance);
    }

    /** The session with the key it is kept under. */
    Optional<Sessions.Found> found() {
        if (!looked) {
            found = token().flatMap(find);
            looked = true;
        }
        return found;
    }

    /** What the browser sent as its session, if it sent one and only one. */
    Optional<String> token() {
        if (!read) {
            token = sent.get();
            read = true;
        }
        return token;
    }
}
