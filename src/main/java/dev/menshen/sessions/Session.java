package dev.menshen.sessions;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody signed in, in one browser.
 *
 * @param account the id of the account
 * @param name the account's user name, kept here so that a page needs no look-up to show it
 * @param created when the sign-in was
 * @param ends when it is over in any case
 * @param remembered whether the browser was asked to remember it
 */
public record Session(long account, String name, Instant created, Instant ends, boolean remembered) {

    String text() {
        return account + " " + created.getEpochSecond() + " " + ends.getEpochSecond() + " " + (remembered ? "r" : "-")
                + " " + name;
    }

    /** The session of a stored text; a text that is none of ours is nobody's session. */
    static Optional<Session> of(String text) {
        String[] parts = text.split(" ", 5);
        if (parts.length != 5) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Session(
                    Long.parseLong(parts[0]),
                    parts[4],
                    Instant.ofEpochSecond(Long.parseLong(parts[1])),
                    Instant.ofEpochSecond(Long.parseLong(parts[2])),
                    parts[3].equals("r")));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
