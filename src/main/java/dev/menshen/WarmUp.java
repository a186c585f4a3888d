package dev.menshen;

import dev.menshen.accounts.Accounts;
import dev.menshen.captcha.CaptchaImage;
import dev.menshen.store.StorageUnavailable;
import dev.menshen.store.Tokens;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does once, off any request, what is slow the first time and what no start should wait for: a cold drawing takes a
 * second, and Jdbi as long to load as the rest of the house. Whoever comes before it is done waits no longer than without
 * it. It begins a moment later, for who waits for the ready line is to have the machine to himself.
 */
record WarmUp(Accounts accounts, CaptchaImage image, Tokens tokens) {

    private static final Logger LOG = LoggerFactory.getLogger("menshen");

    private static final long MOMENT_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Begins, on a thread of its own. */
    void start() {
        Thread thread = new Thread(this::run, "warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        LockSupport.parkNanos(MOMENT_NANOS);
        try {
            accounts.byId(0);
        } catch (StorageUnavailable out) {
            LOG.debug("not warmed up: {}", out.getMessage());
        }
        image.png(CaptchaImage.ALPHABET.substring(0, CaptchaImage.LENGTH), 1, tokens.fast());
    }
}
