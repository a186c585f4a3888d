package dev.menshen.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * HMAC-SHA-256 (RFC 2104) under a key of its own, drawn from the house's: what is hashed for one purpose is of no use
 * for another.
 */
public final class KeyedHash {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST_KEY = 32;

    private final byte[] house;
    private final String purpose;

    /** Made when it is first needed, for the first of all wakes up every provider of cryptography that Java has. */
    private volatile @Nullable Key key;

    /**
     * A key of one purpose.
     *
     * @param secret itself
     * @param ready ready to begin, and never begun: a copy of it costs less than one made anew
     */
    private record Key(SecretKeySpec secret, Mac ready) {}

    /**
     * A hash for this purpose.
     *
     * @param key the house's, of at least 32 bytes
     */
    public KeyedHash(byte[] key, String purpose) {
        if (key.length < SHORTEST_KEY) {
            throw new IllegalArgumentException("a key of fewer than " + SHORTEST_KEY + " bytes");
        }
        this.house = key.clone();
        this.purpose = purpose;
    }

    /** The hash of these parts, none of which holds a line end but the last, as 43 characters of base64url. */
    public String of(String... parts) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(begun(), String.join("\n", parts)));
    }

    /** The first 64 bits of the hash of these parts, for a generator that is to draw the same at every start. */
    public long seed(String... parts) {
        return ByteBuffer.wrap(bytes(begun(), String.join("\n", parts))).getLong();
    }

    /** Whether two hashes are the same, in the same time wherever they differ. */
    public static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    private Mac begun() {
        Key drawn = key();
        try {
            return (Mac) drawn.ready().clone();
        } catch (CloneNotSupportedException hardware) {
            return ready(drawn.secret());
        }
    }

    /** Two who come first at once may each draw it, and draw the same. */
    private Key key() {
        Key drawn = key;
        if (drawn == null) {
            SecretKeySpec secret =
                    new SecretKeySpec(bytes(ready(new SecretKeySpec(house, ALGORITHM)), purpose), ALGORITHM);
            drawn = new Key(secret, ready(secret));
            key = drawn;
        }
        return drawn;
    }

    private static Mac ready(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(Mac mac, String text) {
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
