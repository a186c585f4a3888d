package dev.menshen;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of the program when the system asks for it: in order, within ten seconds, and with status 0. */
final class Termination {

    private static final Logger LOG = LoggerFactory.getLogger("menshen");

    /** Longer than the server takes to let go of clients that don't. */
    private static final long MOST_MILLIS = 9_500;

    /** Not stopped in order. */
    private static final int CUT_OFF = 1;

    private Termination() {}

    /** Stops the door by this when the program ends, and ends the program with status 0 on SIGTERM. */
    static void by(Runnable stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopInTime(stop), "stop"));
        endWithZeroOnTerm();
    }

    /**
     * The runtime's own handler ends with 143, which is an error to whoever asked for it. Halting with 0 in the hook
     * instead would leave the database driver's unpacked library behind, which is removed after the hooks.
     *
     * <p>There is no class of the language for signals, and the one that there is may not be named without a warning.
     */
    private static void endWithZeroOnTerm() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object end = Proxy.newProxyInstance(
                    Termination.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, args) -> {
                        System.exit(0);
                        return null;
                    });
            Object term = signal.getConstructor(String.class).newInstance("TERM");
            signal.getMethod("handle", signal, handler).invoke(null, term, end);
        } catch (ReflectiveOperationException e) {
            LOG.debug("SIGTERM is not ours to handle here", e);
        }
    }

    private static void stopInTime(Runnable stop) {
        CountDownLatch stopped = new CountDownLatch(1);
        Thread limit = new Thread(() -> cutOff(stopped), "stop-limit");
        limit.setDaemon(true);
        limit.start();
        try {
            stop.run();
        } catch (RuntimeException e) {
            LOG.warn("did not stop in order: {}", e.getMessage());
        } finally {
            stopped.countDown();
        }
    }

    private static void cutOff(CountDownLatch stopped) {
        try {
            if (!stopped.await(MOST_MILLIS, TimeUnit.MILLISECONDS)) {
                Runtime.getRuntime().halt(CUT_OFF);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
