package dev.menshen.web;

import dev.menshen.sessions.Sessions;
import java.util.Locale;

/** Who asks at the gate: somebody signed in, or nobody we know, with what the browser brought instead. */
public sealed interface AtGate {

    /** Somebody signed in. */
    record Known(Sessions.Found found) implements AtGate {}

    /** Nobody we know. */
    record Unknown(Brought brought) implements AtGate {}

    /** What came in place of a living session; it tells why somebody signed in is not known here. */
    enum Brought {
        /** No cookie at all: the first visit, or a proxy that does not pass cookies on. */
        NOTHING,
        /** Cookies, but none of ours. */
        NOT_OURS,
        /** Our cookie as it is named on http where https is expected, or the other way round. */
        OTHER_SCHEME,
        /** Our cookie more than once, so that nobody can tell which is meant. */
        TWICE,
        /** Our cookie, for a session that is over. */
        OVER;

        /** As in an address. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
