package dev.menshen.accounts;

import dev.menshen.store.Tokens;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The random mark of one form as it was drawn, by which that form is known when it comes once more.
 *
 * @param hash its SHA-256, which is all that is kept of it
 */
public record FormToken(String hash) {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** The mark that a browser sent; any text that is no token of ours is none. */
    public static Optional<FormToken> read(String text) {
        return TOKEN.matcher(text).matches() ? Optional.of(new FormToken(Tokens.hash(text))) : Optional.empty();
    }
}
