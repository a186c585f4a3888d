package dev.menshen.accounts;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;

/**
 * What is known of those who were asked about, in memory, so that asking again costs no look into the database. Once it is
 * full, those who come later are read each time. Whoever changes an account forgets it here once the change is made.
 */
final class Identities {

    /** More than a house has people at work. */
    private static final int MOST = 200_000;

    /** Of a small heap, they may fill this part: in the launcher's 512 MB there is room for 134,000. */
    private static final int HEAP_SHARE = 8;

    /** Bytes of one with its names, its groups and its place here, rounded up. */
    private static final int BYTES = 500;

    private final ConcurrentHashMap<Long, Identity> known = new ConcurrentHashMap<>();
    private final LongFunction<Optional<Identity>> reader;
    private final int most = most(Runtime.getRuntime().maxMemory());

    Identities(LongFunction<Optional<Identity>> reader) {
        this.reader = reader;
    }

    /** How many are remembered in a heap of this size. */
    static int most(long heapBytes) {
        return (int) Math.min(MOST, heapBytes / HEAP_SHARE / BYTES);
    }

    Optional<Identity> of(long account) {
        Identity identity = known.get(account);
        return identity != null ? Optional.of(identity) : read(account);
    }

    /** Within the map's own lock, so that what is read before a change cannot be put in after it was forgotten. */
    private Optional<Identity> read(long account) {
        if (known.size() >= most) {
            return reader.apply(account);
        }
        return Optional.ofNullable(
                known.computeIfAbsent(account, id -> reader.apply(id).orElse(null)));
    }

    void forget(long account) {
        known.remove(account);
    }
}
