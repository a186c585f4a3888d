package dev.menshen.bench;

import dev.menshen.JarProcess;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a session takes of the heap: where each is another account's, which is the dearest case. */
final class SessionRows implements Rows {

    private static final int SESSIONS = 1_000_000;
    private static final long MOST_BYTES = 400;

    /** A million are read and collected around in less, on a busy machine too. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Pattern BYTES = Pattern.compile("bytes (\\d+)");

    @Override
    public void measure(Ground ground) throws SQLException {
        print(ground, "begun", Integer.toString(SESSIONS));
        Path folder = ground.folder();
        Seed.fill(folder, SESSIONS, SESSIONS);
        print(ground, "read at a start", Integer.toString(SESSIONS), folder.toString());
    }

    private static void print(Ground ground, String how, String... arguments) {
        try (JarProcess filling = ground.program(List.of("-Xmx2g"), SessionMemory.class, arguments)) {
            long bytes = Long.parseLong(filling.await(BYTES, PATIENCE).group(1));
            long each = bytes / SESSIONS;
            ground.print(new Row(
                    String.format(Locale.ROOT, "heap of %,d sessions, %s", SESSIONS, how),
                    "–",
                    String.format(Locale.ROOT, "%,d MB", bytes / 1_000_000),
                    each + " bytes each",
                    "≤ " + MOST_BYTES + " bytes each",
                    Row.verdict(each <= MOST_BYTES)));
        }
    }
}
