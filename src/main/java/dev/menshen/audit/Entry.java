package dev.menshen.audit;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * An event as it is written down.
 *
 * @param count how many alike it stands for
 */
record Entry(Instant at, Event event, long count) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);

    /**
     * One line of {@code key=value}; what fail2ban reads stands first, and what came from people last and in quotes.
     * README.md shows a filter for it.
     */
    String line() {
        return "time=" + TIME.format(at.atZone(ZoneId.systemDefault()))
                + " event=" + event.what().word()
                + " address=" + event.address()
                + " method=" + event.method().word()
                + " account="
                + (event.who().account() == null ? "-" : event.who().account())
                + " count=" + count
                + " name=\"" + event.who().name() + "\""
                + " reason=\"" + event.reason() + "\"";
    }
}
