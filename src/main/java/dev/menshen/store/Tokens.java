package dev.menshen.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Where chance comes from: everything that must not be guessed is made here, from one secure source. */
public final class Tokens {

    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom random;

    public Tokens(SecureRandom random) {
        this.random = random;
    }

    /** 256 random bits as 43 characters of base64url (RFC 4648, section 5). */
    public String token() {
        return bytes(32);
    }

    /** Whether a text has the length of a {@link #token}; nothing else is worth looking up. */
    public static boolean isToken(String text) {
        return text.length() == 43;
    }

    /** 128 random bits as 22 characters of base64url, for what must be unique rather than secret. */
    public String id() {
        return bytes(16);
    }

    /** {@code count} decimal digits, every number equally likely, leading zeros kept. */
    public String digits(int count) {
        return text("0123456789", count);
    }

    /** {@code count} characters of {@code alphabet}, every text equally likely. */
    public String text(String alphabet, int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** {@code count} random bytes. */
    public byte[] raw(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A fast generator with a secret seed, for drawing and the like; not for secrets. */
    public RandomGenerator fast() {
        return new SplittableRandom(random.nextLong());
    }

    /** The SHA-256 of a text as base64url, which is what a store keeps of a token. */
    public static String hash(String token) {
        return TEXT.encodeToString(sha256().digest(token.getBytes(StandardCharsets.UTF_8)));
    }

    /** A new SHA-256, which every Java runtime has. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String bytes(int count) {
        return TEXT.encodeToString(raw(count));
    }
}
