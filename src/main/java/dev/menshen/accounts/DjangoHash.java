package dev.menshen.accounts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A PBKDF2 hash as Django writes it: {@code pbkdf2_sha256$iterations$salt$hash}, the salt being text. */
final class DjangoHash implements StoredHash {

    private static final Pattern KIND =
            Pattern.compile("pbkdf2_sha256\\$(\\d{1,7})\\$([^$]{1,128})\\$([A-Za-z0-9+/]{43}=)");

    /** Twice what Django asks for today; seconds of work. */
    private static final int MOST_ITERATIONS = 2_500_000;

    private final int iterations;
    private final byte[] salt;
    private final byte[] tag;

    private DjangoHash(int iterations, byte[] salt, byte[] tag) {
        this.iterations = iterations;
        this.salt = salt;
        this.tag = tag;
    }

    static Optional<DjangoHash> read(String text) {
        Matcher kind = KIND.matcher(text);
        if (!kind.matches()) {
            return Optional.empty();
        }
        int iterations = Integer.parseInt(kind.group(1));
        if (iterations < 1 || iterations > MOST_ITERATIONS) {
            return Optional.empty();
        }
        byte[] salt = kind.group(2).getBytes(StandardCharsets.UTF_8);
        return Optional.of(new DjangoHash(iterations, salt, Base64.getDecoder().decode(kind.group(3))));
    }

    @Override
    public boolean matches(String password, HashMemory memory) {
        PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, iterations, tag.length * Byte.SIZE);
        try {
            SecretKeyFactory pbkdf2 = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
            return MessageDigest.isEqual(tag, pbkdf2.generateSecret(key).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has PBKDF2 with SHA-256", e);
        }
    }

    @Override
    public boolean isOutdated() {
        return true;
    }
}
