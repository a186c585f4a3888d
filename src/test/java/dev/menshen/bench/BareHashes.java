package dev.menshen.bench;

import dev.menshen.Browser;
import dev.menshen.People;
import dev.menshen.accounts.Passwords;
import dev.menshen.store.Tokens;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The Argon2id hash alone, exactly as the door computes it, in a loop on so many threads: what no sign-in can be quicker
 * than. It runs in a bare process, and is asked for over HTTP so that it rests while the door is measured.
 */
final class BareHashes {

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final Passwords passwords = new Passwords(new Tokens(new SecureRandom()), CORES);
    private final String stored = passwords.hash(People.PASSWORD);

    /** Lets the process at this address hash for so long on so many threads. */
    static Pace ask(URI bare, int threads, Duration time) {
        String path = "/hashes/" + threads + "/" + time.toMillis();
        String[] words = new Browser(bare).get(path).body().split(" ", -1);
        long[] waits = new long[words.length - 1];
        for (int i = 0; i < waits.length; i++) {
            waits[i] = Long.parseLong(words[i + 1]);
        }
        return Pace.of(List.of(waits), Long.parseLong(words[0]));
    }

    /** As many threads as there are cores. */
    static double onAllCores(URI bare, Duration time) {
        return ask(bare, CORES, time).perSecond();
    }

    /** Hashes for so long, and tells how long that was, and how long each hash took, in nanoseconds. */
    String run(int threads, Duration time) {
        ExecutorService all = Executors.newFixedThreadPool(threads);
        try {
            long start = System.nanoTime();
            List<Future<StringBuilder>> counting = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                counting.add(all.submit(() -> hash(start + time.toNanos())));
            }
            StringBuilder waits = new StringBuilder();
            for (Future<StringBuilder> one : counting) {
                waits.append(one.get());
            }
            return (System.nanoTime() - start) + waits.toString();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            all.shutdownNow();
        }
    }

    private StringBuilder hash(long end) {
        StringBuilder waits = new StringBuilder();
        for (long now = System.nanoTime(); now < end; ) {
            if (!passwords.verify(People.PASSWORD, stored)) {
                throw new IllegalStateException("the right password is wrong");
            }
            long done = System.nanoTime();
            waits.append(' ').append(done - now);
            now = done;
        }
        return waits;
    }
}
