package dev.menshen.sessions;

import dev.menshen.store.Tokens;
import java.util.Base64;
import java.util.Optional;

/**
 * A new token, as it may stand in a store until everybody has it who came with the old one: whoever reads it there
 * cannot read it without the old one, which no store has.
 */
final class Wrapped {

    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private Wrapped() {}

    /** A token covered by another one, used for this once. */
    static String by(String old, String token) {
        // Another hash of the old token than the key that it is kept under.
        byte[] cover = Base64.getUrlDecoder().decode(Tokens.hash("next " + old));
        byte[] bytes = Base64.getUrlDecoder().decode(token);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= cover[i];
        }
        return TEXT.encodeToString(bytes);
    }

    /** What was covered so; none where the text was tampered with, and is no token covered. */
    static Optional<String> open(String old, String wrapped) {
        try {
            // Covering is undone by itself.
            return Optional.of(wrapped).filter(Tokens::isToken).map(text -> by(old, text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
