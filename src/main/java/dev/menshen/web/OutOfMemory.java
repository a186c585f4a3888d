package dev.menshen.web;

import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/**
 * The end of a program that has no memory left: it ends at once, and is started again by whoever watches it. Work that
 * was broken off anywhere leaves locks, counts and connections that nobody can vouch for, and a door must not go on
 * with them.
 *
 * <p>Only what reaches the server, or the end of a thread, is seen here. A Java runtime started with
 * {@code -XX:+ExitOnOutOfMemoryError} sees all of it.
 */
public final class OutOfMemory {

    /** The status with which a Java runtime itself ends for want of memory. */
    private static final int STATUS = 3;

    // Made beforehand, for later there may be no room to make it.
    private static final byte[] WORDS =
            "menshen: out of memory; ends, to be started again\n".getBytes(StandardCharsets.US_ASCII);

    private OutOfMemory() {}

    /** Ends the program if a want of memory is what was thrown, or what caused it; returns otherwise. */
    public static void end(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                try {
                    System.err.write(WORDS, 0, WORDS.length);
                    System.err.flush();
                } finally {
                    // No order is kept: what was acknowledged is on the disk already.
                    Runtime.getRuntime().halt(STATUS);
                }
            }
        }
    }

    /** Ends the program when a thread dies of it. */
    public static void endWhereNobodyCatches() {
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
            end(thrown);
            LoggerFactory.getLogger("menshen").error("the thread {} has ended", thread.getName(), thrown);
        });
    }
}
