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
 * @param arrival what was seen of the browser then
 */
public record Session(long account, String name, Instant created, Instant ends, boolean remembered, Arrival arrival) {

    /** Five words, as ever, the name last: a door of the version before reads it too. */
    String text() {
        return account + " " + created.getEpochSecond() + " " + ends.getEpochSecond() + " " + (remembered ? "r" : "-")
                + arrival.text() + " " + name;
    }

    /** The session of a stored text; a text that is none of ours is nobody's session. */
    static Optional<Session> of(String text) {
        int created = text.indexOf(' ') + 1;
        int ends = text.indexOf(' ', created) + 1;
        int manner = text.indexOf(' ', ends) + 1;
        int name = text.indexOf(' ', manner) + 1;
        if (created == 0 || ends == 0 || manner == 0 || name <= manner + 1) {
            return Optional.empty();
        }
        char first = text.charAt(manner);
        if (first != 'r' && first != '-') {
            return Optional.empty();
        }
        // Sessions from before the arrival was kept have the first sign alone.
        Optional<Arrival> arrival =
                name == manner + 2 ? Optional.of(Arrival.UNSEEN) : Arrival.read(text.substring(manner + 1, name - 1));
        try {
            long account = Long.parseLong(text, 0, created - 1, 10);
            Instant begun = Instant.ofEpochSecond(Long.parseLong(text, created, ends - 1, 10));
            Instant over = Instant.ofEpochSecond(Long.parseLong(text, ends, manner - 1, 10));
            return arrival.map(seen -> new Session(account, text.substring(name), begun, over, first == 'r', seen));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
