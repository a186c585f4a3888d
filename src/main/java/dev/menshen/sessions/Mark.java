package dev.menshen.sessions;

import java.util.Optional;

/**
 * What stands under the key of a token that was replaced: the way to the session as it goes on.
 *
 * @param next the key that it goes on under; empty where it was ended because two held one token
 */
record Mark(String next) {

    /** No session's text begins so, and a door of the version before takes it for nobody's. */
    private static final String SIGN = "> ";

    /** The mark of a session that was ended because two held one token. */
    static final Mark ENDED = new Mark("");

    String text() {
        return SIGN + next;
    }

    /** The mark of a stored text; none where that is a session's. */
    static Optional<Mark> of(String text) {
        return text.startsWith(SIGN) ? Optional.of(new Mark(text.substring(SIGN.length()))) : Optional.empty();
    }
}
