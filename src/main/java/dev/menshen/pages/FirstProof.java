package dev.menshen.pages;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What a browser is told after the first code by which the account's phone was shown to be its owner's. */
final class FirstProof {

    /** Long enough to be seen by one who was first led on to an application. */
    private static final Duration TOLD = Duration.ofMinutes(10);

    private static final String NOTE = "first-proof";
    private static final String EMAIL = "first-proof-email";

    private FirstProof() {}

    /**
     * Notes of a browser in which that was just done.
     *
     * @param tookEmail whether the e-mail address of the registration was removed by it
     */
    static Map<String, String> note(Instant now, boolean tookEmail) {
        return Map.of(NOTE, Long.toString(now.plus(TOLD).toEpochMilli()), EMAIL, tookEmail ? "yes" : "");
    }

    /** Whether {@link #note} was written down a short while ago. */
    static boolean isRecent(Map<String, String> notes, Instant now) {
        return Long.parseLong(notes.getOrDefault(NOTE, "0")) > now.toEpochMilli();
    }

    /** Whether the e-mail address was removed by it. */
    static boolean tookEmail(Map<String, String> notes) {
        return notes.containsKey(EMAIL);
    }
}
