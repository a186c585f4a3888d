package dev.menshen.sms;

import java.time.Duration;

/** What came of the wish for a code, as far as it is known when whoever asked is answered. */
public sealed interface Sending {

    /**
     * The code is on its way, or the asker is to believe so.
     *
     * @param again how long until another may be asked for
     * @param valid how long this one is good
     */
    record Sent(Duration again, Duration valid) implements Sending {}

    /**
     * Too many were asked for; an earlier code is as good as before.
     *
     * @param pause how long until there is room again
     */
    record Refused(Limit limit, Duration pause) implements Sending {}

    /** Per what there were too many. */
    enum Limit {
        PHONE,
        BROWSER,
        ADDRESS,
        HOUSE
    }
}
