package dev.menshen.accounts;

import dev.menshen.store.Tokens;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * How passwords are kept and compared: Argon2id, on so many threads at once and no more.
 *
 * <p>Each hash holds 19 MiB and a core for some 50 ms. Without a bound a burst of sign-ins would take all of both, so
 * {@link #hash} and {@link #verify} throw {@link Busy} when too many wait already.
 */
public final class Passwords {

    private static final int KIB = 1024;

    /** Hashing may fill this part of the heap at the most. */
    private static final int HEAP_SHARE = 3;

    private final Tokens tokens;
    private final HashQueue queue;
    private final StoredHash nothing;

    /**
     * Passwords hashed with today's cost.
     *
     * @param atOnce how many hashes are computed at once, as from {@link #atOnce(int, long)}
     */
    public Passwords(Tokens tokens, int atOnce) {
        this.tokens = tokens;
        this.queue = new HashQueue(atOnce);
        this.nothing = Argon2Hash.ofNothing(tokens.raw(Argon2Hash.SALT_BYTES), tokens.raw(Argon2Hash.TAG_BYTES));
    }

    /** As many hashes as there are cores, or as a third of the heap has room for, but one at the least. */
    public static int atOnce(int cores, long heapBytes) {
        long fit = heapBytes / HEAP_SHARE / ((long) Argon2Hash.MEMORY_KIB * KIB);
        return (int) Math.max(1, Math.min(cores, fit));
    }

    /** A new hash of this password, salted, with its cost written in it. */
    public String hash(String password) {
        return queue.run(memory -> hashed(password, memory));
    }

    /** The same, unless it turns out not to be wanted any more when it is this caller's turn at last. */
    Optional<String> hashIf(BooleanSupplier wanted, String password) {
        return queue.run(
                memory -> wanted.getAsBoolean() ? Optional.of(hashed(password, memory)) : Optional.<String>empty());
    }

    private String hashed(String password, HashMemory memory) {
        return Argon2Hash.of(password, tokens.raw(Argon2Hash.SALT_BYTES), memory)
                .toString();
    }

    /**
     * Whether {@code stored} is a hash of this password.
     *
     * <p>Knows Argon2id of any reasonable cost, bcrypt, and Django's {@code pbkdf2_sha256}. What it can't read is false,
     * at the price of a hash.
     */
    public boolean verify(String password, String stored) {
        StoredHash hash = readable(stored);
        return queue.run(memory -> hash.matches(password, memory));
    }

    private StoredHash readable(String stored) {
        return StoredHash.read(stored).<StoredHash>map(hash -> hash).orElse(nothing);
    }

    /** Whether a hash is weaker than those made today, or of another kind. */
    public boolean outdated(String stored) {
        return readable(stored).isOutdated();
    }

    /** A hash that no password has, for comparing with where there is no account, so that it takes as long. */
    public String dummy() {
        return nothing.toString();
    }
}
