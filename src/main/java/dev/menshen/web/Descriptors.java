package dev.menshen.web;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many connections the system lets this process have, for each takes one of its open files. */
final class Descriptors {

    /** Far more than an intranet has browsers awake at once. */
    private static final long MOST = 10_000;

    private static final long FEWEST = 16;

    /** For the database, which opens files as it goes, and whatever else a Java runtime comes to need. */
    private static final long RESERVE = 32;

    private Descriptors() {}

    /** The connections that leave enough open files for the rest of the program, as far as it has come now. */
    static int connections() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            long left = unix.getMaxFileDescriptorCount() - unix.getOpenFileDescriptorCount() - RESERVE;
            // Half of them, for the file of a connection that was closed is given back a moment after the next is
            // opened.
            return (int) Math.max(FEWEST, Math.min(MOST, left / 2));
        }
        return (int) MOST;
    }
}
