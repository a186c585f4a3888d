package dev.menshen.audit;

import dev.menshen.store.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Marks for names that no account has: the same name gets the same mark, and no mark tells the name.
 *
 * <p>People type their password where the name goes, so what was typed must not be kept. The salt is made at each start
 * and kept nowhere: nobody who has the log, the database and the keys can try passwords on a mark. After the next start
 * the same name has another mark.
 */
public final class Strangers {

    private static final int BYTES = 3;

    private final byte[] salt;

    public Strangers(Tokens tokens) {
        this.salt = tokens.raw(32);
    }

    /** The stranger who typed this, such as {@code unknown#3fa2c1}. */
    public Subject of(String typed) {
        MessageDigest sha256 = Tokens.sha256();
        sha256.update(salt);
        byte[] digest = sha256.digest(typed.getBytes(StandardCharsets.UTF_8));
        return new Subject(null, "unknown#" + HexFormat.of().formatHex(digest, 0, BYTES));
    }
}
