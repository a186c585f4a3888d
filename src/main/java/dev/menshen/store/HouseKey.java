package dev.menshen.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The secret of one house, under which codes are hashed: made at the first start, 256 random bits, file mode 600. */
public final class HouseKey {

    private static final String SHARED = "house-key";

    /** In a shared store there is no "for ever"; ten years come close. */
    private static final Duration LONG = Duration.ofDays(3650);

    private HouseKey() {}

    /**
     * The key in this file, made if there is none.
     *
     * @throws CannotOpen when the file cannot be read or made, or holds something else
     */
    public static byte[] in(Path file, Tokens tokens) {
        try {
            if (!Files.exists(file)) {
                OwnFiles.makeFolder(Objects.requireNonNull(file.toAbsolutePath().getParent()));
                write(file, Base64.getEncoder().encodeToString(tokens.raw(32)));
            }
            byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
            if (key.length == 32) {
                return key;
            }
        } catch (IOException e) {
            throw cannotUse(file, OwnFiles.why(e));
        } catch (IllegalArgumentException e) {
            throw cannotUse(file, e.getMessage());
        }
        throw cannotUse(file, "it does not hold a key of ours");
    }

    private static CannotOpen cannotUse(Path file, @Nullable String why) {
        return new CannotOpen("cannot use the key file " + file + ": " + why);
    }

    /**
     * The key that all machines on this store share: that of the first of them. It lies beside what is hashed under it,
     * which keeps codes from being read off a screen, not from one who owns the store.
     */
    public static byte[] shared(ExpiringStore store, byte[] own) {
        store.replace(SHARED, Optional.empty(), Base64.getEncoder().encodeToString(own), LONG);
        return store.get(SHARED)
                .map(entry -> Base64.getDecoder().decode(entry.value()))
                .orElseThrow(() -> new StorageUnavailable("the shared store keeps nothing"));
    }

    /** Whole or not at all: half a key would stop every start from now on. */
    private static void write(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        OwnFiles.makeFile(draft);
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.write(StandardCharsets.US_ASCII.encode(text));
            channel.force(true);
        }
        OwnFiles.publish(draft, file);
    }
}
