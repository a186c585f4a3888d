package dev.menshen.faults;

import dev.menshen.Browser;
import dev.menshen.JarProcess;
import dev.menshen.People;
import dev.menshen.store.Tokens;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * People who register one after another, some at a time, remember who was told that it worked, and send their form again
 * where they were told nothing.
 */
final class Registrations {

    private static final int AT_ONCE = 4;
    private static final long FIRST_PHONE = 13_900_000_000L;

    private final Map<String, Map<String, String>> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> unanswered = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final AtomicInteger number = new AtomicInteger();
    private final Tokens tokens = new Tokens(new SecureRandom());

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
            Map<String, String> form = People.form(name, Long.toString(FIRST_PHONE + next));
            form.put("form_token", tokens.token());
            try {
                if (isTold(browser, name, form)) {
                    told.countDown();
                }
            } catch (UncheckedIOException gone) {
                unanswered.put(name, form);
                return;
            }
        }
    }

    /** Has those who never heard send their form again at this door, and three who did; all must be told that it worked. */
    void again(JarProcess door) {
        Browser browser = door.browser().asScript();
        acknowledged.entrySet().stream()
                .limit(3)
                .toList()
                .forEach(one -> isTold(browser, one.getKey(), one.getValue()));
        unanswered.forEach((name, form) -> isTold(browser, name, form));
        unanswered.keySet().removeAll(acknowledged.keySet());
    }

    private boolean isTold(Browser browser, String name, Map<String, String> form) {
        Browser.Answer answer = browser.post("/register", form);
        if (answer.status() == 200) {
            acknowledged.put(name, form);
            return true;
        }
        if (answer.status() != 503) {
            refused.add(answer.status() + " " + answer.body());
        }
        return false;
    }

    /** Who was told that they are registered. */
    Set<String> acknowledged() {
        return acknowledged.keySet();
    }

    /** Who never heard. */
    Set<String> unanswered() {
        return unanswered.keySet();
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
