package dev.menshen.faults;

import dev.menshen.TestDoor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a running process asks of the system, written down by strace as long as this is open. */
final class Trace implements AutoCloseable {

    /** {@code 4711 fdatasync(45</data/menshen.db-wal>) = 0}, or its two halves when another thread came between. */
    private static final Pattern LINE = Pattern.compile(
            "(\\d+) +(?:<\\.\\.\\. )?(\\w+)(?: resumed>|\\()(.*?)(<unfinished \\.\\.\\.>|= (-?\\d+).*)");

    private final Process strace;
    private final Path file;

    private Trace(Process strace, Path file) {
        this.strace = strace;
        this.file = file;
    }

    /** An answer that was sent, and what was asked of the disk since the one before. */
    record Answer(boolean logWritten, boolean logSyncedAfterwards) {}

    /** Watches all threads of this process; returns when it does. */
    static Trace of(long pid) throws IOException {
        Path folder = TestDoor.newFolder();
        Path file = folder.resolve("trace");
        Path said = folder.resolve("said");
        String calls = "trace=fsync,fdatasync,write,pwrite64,writev,pwritev,sendto,sendmsg";
        Process strace = new ProcessBuilder(
                        "strace", "-f", "-y", "-s", "16", "-e", calls, "-o", file.toString(), "-p", Long.toString(pid))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        Trace trace = new Trace(strace, file);
        trace.await(said, "attached");
        return trace;
    }

    /** Every HTTP answer so far, in order; the last one is given time to be written down. */
    List<Answer> answers() {
        strace.destroy();
        try {
            strace.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<Answer> answers = new ArrayList<>();
        Map<String, String> unfinished = new HashMap<>();
        boolean written = false;
        boolean synced = false;
        for (String line : Command.read(file).lines().toList()) {
            Matcher call = LINE.matcher(line);
            if (!call.matches()) {
                continue;
            }
            String what = call.group(2) + " " + call.group(3);
            if (call.group(5) == null) {
                unfinished.put(call.group(1), what);
            } else if (line.contains(" resumed>")) {
                what = unfinished.getOrDefault(call.group(1), what);
            }
            if (what.contains("menshen.db-wal>") && what.startsWith("pwrite64")) {
                written = true;
                synced = false;
            } else if (what.contains("menshen.db-wal>")
                    && what.matches("f(data)?sync .*")
                    && "0".equals(call.group(5))) {
                synced = true;
            } else if (what.contains("\"HTTP/1.1 ") && !line.contains(" resumed>")) {
                answers.add(new Answer(written, written && synced));
                written = false;
                synced = false;
            }
        }
        return answers;
    }

    private void await(Path said, String word) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Command.read(said).contains(word)) {
            if (!strace.isAlive() || System.nanoTime() > end) {
                throw new AssertionError("strace does not watch: " + Command.read(said));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Override
    public void close() {
        strace.destroy();
    }
}
