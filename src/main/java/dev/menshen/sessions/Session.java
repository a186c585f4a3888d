package dev.menshen.sessions;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Somebody signed in, in one browser.
 *
 * @param account the id of the account
 * @param name the account's user name, kept here so that a page needs no look-up to show it
 * @param created when the sign-in was
 * @param ends when it is over in any case
 * @param remembered whether the browser was asked to remember it
 * @param arrival what was seen of the browser then
 */
public record Session(long account, String name, Instant created, Instant ends, boolean remembered, Arrival arrival) {

    /** Whether it is remembered, and the arrival; sessions from before that was kept end after the first. */
    private static final Pattern MANNER = Pattern.compile("[r-](?:[a-z][a-z][0-9A-Fa-f.:]{0,45})?");

    /** Five words, as ever, the name last: a door of the version before reads it too. */
    String text() {
        return account + " " + created.getEpochSecond() + " " + ends.getEpochSecond() + " " + (remembered ? "r" : "-")
                + arrival.text() + " " + name;
    }

    /** The session of a stored text; a text that is none of ours is nobody's session. */
    static Optional<Session> of(String text) {
        String[] parts = text.split(" ", 5);
        if (parts.length != 5 || !MANNER.matcher(parts[3]).matches()) {
            return Optional.empty();
        }
        String manner = parts[3];
        try {
            return Optional.of(new Session(
                    Long.parseLong(parts[0]),
                    parts[4],
                    Instant.ofEpochSecond(Long.parseLong(parts[1])),
                    Instant.ofEpochSecond(Long.parseLong(parts[2])),
                    manner.startsWith("r"),
                    manner.length() == 1 ? Arrival.UNSEEN : Arrival.read(manner.substring(1))));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
