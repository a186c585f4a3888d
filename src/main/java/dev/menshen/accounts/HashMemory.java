package dev.menshen.accounts;

import java.lang.ref.SoftReference;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;

/**
 * The 19 MiB that one Argon2 hash at a time works in, kept from one hash to the next.
 *
 * <p>Making them anew for each hash nearly halves the rate in a small heap. They are held softly, so that a door that is
 * idle, or short of memory, gives them back.
 */
final class HashMemory {

    /** The hash's own blocks of 1 KiB and the few it works with besides. */
    private static final int BLOCKS = Argon2Hash.MEMORY_KIB + 16;

    private SoftReference<BlockPool> pool = new SoftReference<>(null);

    /** The blocks, for the one hash that is computed now. */
    BlockPool blocks() {
        BlockPool held = pool.get();
        if (held == null) {
            held = new FixedBlockPool(BLOCKS);
            pool = new SoftReference<>(held);
        }
        return held;
    }
}
