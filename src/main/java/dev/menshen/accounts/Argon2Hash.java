package dev.menshen.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * An Argon2id hash (RFC 9106) with its cost and salt, written as a PHC string.
 *
 * <p>Passwords are taken in NFC and UTF-8, so that the same characters typed on another keyboard match (NIST SP 800-63B,
 * section 3.1.1.2).
 */
final class Argon2Hash implements StoredHash {

    /** OWASP's Password Storage Cheat Sheet: m = 19456 KiB, t = 2, p = 1. */
    static final int MEMORY_KIB = 19_456;

    private static final int PASSES = 2;
    private static final int LANES = 1;
    static final int SALT_BYTES = 16;
    static final int TAG_BYTES = 32;

    /** What a hash from elsewhere may cost, lest one row stop the house: memory, and memory times passes. */
    private static final int MOST_MEMORY_KIB = 131_072;

    private static final long MOST_WORK_KIB = 524_288;

    private static final Pattern PHC =
            Pattern.compile("\\$argon2id\\$v=(19|16)\\$m=(\\d{1,7}),t=(\\d{1,4}),p=(\\d{1,2})"
                    + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{16,86})");
    private static final Base64.Encoder TEXT = Base64.getEncoder().withoutPadding();

    private final Argon2Parameters cost;
    private final byte[] tag;

    private Argon2Hash(Argon2Parameters cost, byte[] tag) {
        this.cost = cost;
        this.tag = tag;
    }

    /** The hash of a password at today's cost. */
    static Argon2Hash of(String password, byte[] salt, HashMemory memory) {
        Argon2Parameters cost = today(salt);
        return new Argon2Hash(cost, tag(password, cost, TAG_BYTES, memory));
    }

    /** A hash at today's cost that is no password's, its tag being chance. */
    static Argon2Hash ofNothing(byte[] salt, byte[] tag) {
        return new Argon2Hash(today(salt), tag);
    }

    private static Argon2Parameters today(byte[] salt) {
        return cost(Argon2Parameters.ARGON2_VERSION_13, MEMORY_KIB, PASSES, LANES, salt);
    }

    private static Argon2Parameters cost(int version, int memory, int passes, int lanes, byte[] salt) {
        return new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(version)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build();
    }

    /** The hash that this PHC string writes down. */
    static Optional<Argon2Hash> read(String text) {
        Matcher phc = PHC.matcher(text);
        if (!phc.matches()) {
            return Optional.empty();
        }
        int memory = Integer.parseInt(phc.group(2));
        int passes = Integer.parseInt(phc.group(3));
        int lanes = Integer.parseInt(phc.group(4));
        boolean sane = lanes >= 1
                && passes >= 1
                && memory >= 8 * lanes
                && memory <= MOST_MEMORY_KIB
                && (long) memory * passes <= MOST_WORK_KIB;
        if (!sane) {
            return Optional.empty();
        }
        try {
            byte[] salt = Base64.getDecoder().decode(phc.group(5));
            byte[] tag = Base64.getDecoder().decode(phc.group(6));
            return Optional.of(new Argon2Hash(cost(Integer.parseInt(phc.group(1)), memory, passes, lanes, salt), tag));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    @Override
    public boolean matches(String password, HashMemory memory) {
        return MessageDigest.isEqual(tag, tag(password, cost, tag.length, memory));
    }

    private static byte[] tag(String password, Argon2Parameters cost, int length, HashMemory memory) {
        Argon2Parameters.Builder parameters = new Argon2Parameters.Builder(cost.getType())
                .withVersion(cost.getVersion())
                .withMemoryAsKB(cost.getMemory())
                .withIterations(cost.getIterations())
                .withParallelism(cost.getLanes())
                .withSalt(cost.getSalt());
        if (cost.getMemory() == MEMORY_KIB) {
            parameters.withBlockPool(memory.blocks());
        }
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters.build());
        byte[] tag = new byte[length];
        generator.generateBytes(
                Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8), tag);
        return tag;
    }

    @Override
    public boolean isOutdated() {
        return cost.getVersion() != Argon2Parameters.ARGON2_VERSION_13
                || cost.getMemory() < MEMORY_KIB
                || cost.getIterations() < PASSES
                || cost.getSalt().length < SALT_BYTES
                || tag.length < TAG_BYTES;
    }

    /** The hash as a PHC string. */
    @Override
    public String toString() {
        return "$argon2id$v=" + cost.getVersion() + "$m=" + cost.getMemory() + ",t=" + cost.getIterations() + ",p="
                + cost.getLanes() + "$" + TEXT.encodeToString(cost.getSalt()) + "$" + TEXT.encodeToString(tag);
    }
}
