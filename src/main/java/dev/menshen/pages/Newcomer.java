package dev.menshen.pages;

import dev.menshen.accounts.User;
import java.util.Map;
import java.util.Optional;

/** Somebody who has just registered, as it is noted of the browser for some minutes. */
final class Newcomer {

    private static final String NOTE = "welcome";

    private Newcomer() {}

    /** Notes of a browser in which this account was just registered. */
    static Map<String, String> note(User user) {
        return Map.of(NOTE, user.username().text());
    }

    /** The user name of the one who registered in the browser of these notes. */
    static Optional<String> in(Map<String, String> notes) {
        return Optional.ofNullable(notes.get(NOTE));
    }
}
