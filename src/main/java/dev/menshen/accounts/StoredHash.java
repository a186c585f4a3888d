package dev.menshen.accounts;

import java.util.Optional;
import java.util.stream.Stream;

/** A password's hash as the database keeps it, of a kind that can be compared with a password. */
sealed interface StoredHash permits Argon2Hash, BcryptHash, DjangoHash {

    /** The hash that this text writes down; empty where its kind is unknown, or its cost beyond reason. */
    static Optional<? extends StoredHash> read(String text) {
        return Stream.<Optional<? extends StoredHash>>of(
                        Argon2Hash.read(text), BcryptHash.read(text), DjangoHash.read(text))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Whether this is the password's hash. */
    boolean matches(String password, HashMemory memory);

    /** Whether the password should be hashed anew at the next chance. */
    boolean isOutdated();
}
