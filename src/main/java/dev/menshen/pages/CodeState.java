package dev.menshen.pages;

import dev.menshen.sms.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What stands at the button that sends a code: what is known of the last one sent from this browser, so that the
 * countdown survives a reload, and the picture before the next.
 *
 * @param again seconds until another may be sent, 0 when it may be now
 * @param valid seconds for which the last code sent is still good, 0 when there is none
 * @param picture empty where none is ever asked for
 */
public record CodeState(long again, long valid, Optional<Picture> picture) {

    /** No code was sent. */
    static final CodeState NONE = new CodeState(0, 0, Optional.empty());

    /**
     * The picture that may be asked for before a text.
     *
     * @param id of its captcha
     * @param shown whether it is asked for now; when not, it is at hand for when it is
     */
    public record Picture(String id, boolean shown) {}

    /** The state that {@link #note} wrote down. */
    static CodeState of(Map<String, String> notes, Purpose purpose, Instant now) {
        return new CodeState(
                left(notes, "again." + purpose.tpl(), now),
                left(notes, "valid." + purpose.tpl(), now),
                Optional.empty());
    }

    /** The same with this picture. */
    CodeState with(Picture before) {
        return new CodeState(again, valid, Optional.of(before));
    }

    /** Notes of a browser from which a code was just sent. */
    static Map<String, String> note(Purpose purpose, Instant now, Duration again, Duration valid) {
        return Map.of(
                "again." + purpose.tpl(), Long.toString(now.plus(again).toEpochMilli()),
                "valid." + purpose.tpl(), Long.toString(now.plus(valid).toEpochMilli()));
    }

    /** Notes of a browser whose code has been used. */
    static Map<String, String> strike(Purpose purpose) {
        return Map.of("again." + purpose.tpl(), "", "valid." + purpose.tpl(), "");
    }

    private static long left(Map<String, String> notes, String name, Instant now) {
        long millis = Long.parseLong(notes.getOrDefault(name, "0")) - now.toEpochMilli();
        return Math.max(0, (millis + 999) / 1000);
    }
}
