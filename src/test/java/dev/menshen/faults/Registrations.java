package dev.menshen.faults;

import dev.menshen.Browser;
import dev.menshen.JarProcess;
import dev.menshen.People;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** People who register one after another, some at a time, and remember who was told that it worked. */
final class Registrations {

    private static final int AT_ONCE = 4;
    private static final long FIRST_PHONE = 13_900_000_000L;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> unanswered = ConcurrentHashMap.newKeySet();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final AtomicInteger number = new AtomicInteger();

    /** Has people register at this door, and kills it when so many more were told that it worked. */
    void untilKilled(JarProcess door, int more) throws InterruptedException {
        CountDownLatch told = new CountDownLatch(more);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        for (int i = 0; i < AT_ONCE; i++) {
            Browser browser = door.browser().asScript();
            threads.execute(() -> registerUntilItIsGone(browser, told));
        }
        boolean enough = told.await(2, TimeUnit.MINUTES);
        door.kill();
        threads.shutdown();
        if (!enough || !threads.awaitTermination(2, TimeUnit.MINUTES)) {
            throw new AssertionError("too slow: " + this);
        }
    }

    private void registerUntilItIsGone(Browser browser, CountDownLatch told) {
        while (true) {
            int next = number.getAndIncrement();
            String name = "person" + next;
            try {
                Browser.Answer answer = browser.post("/register", People.form(name, Long.toString(FIRST_PHONE + next)));
                if (answer.status() == 200) {
                    acknowledged.add(name);
                    told.countDown();
                } else if (answer.status() != 503) {
                    refused.add(answer.status() + " " + answer.body());
                }
            } catch (UncheckedIOException gone) {
                unanswered.add(name);
                return;
            }
        }
    }

    /** Who was told that they are registered. */
    Set<String> acknowledged() {
        return acknowledged;
    }

    /** Who never heard. */
    Set<String> unanswered() {
        return unanswered;
    }

    /** What was answered to those who were told something else than that there is too much to do at the moment. */
    Set<String> refused() {
        return refused;
    }

    @Override
    public String toString() {
        return acknowledged.size() + " acknowledged, " + unanswered.size() + " unanswered, refused: " + refused;
    }
}
