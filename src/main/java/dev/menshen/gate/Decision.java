package dev.menshen.gate;

import dev.menshen.accounts.Identity;
import dev.menshen.sessions.Session;
import dev.menshen.web.AtGate;
import dev.menshen.web.Origin;

/** What the gate says of one request to an application; made once, and turned into an answer in one place. */
sealed interface Decision {

    /** They may go on, as this one. */
    record Allow(Identity who) implements Decision {}

    /**
     * They must sign in first.
     *
     * @param door where our own pages are, as the browser sees them
     */
    record AskToSignIn(Asked asked, Origin door, AtGate.Brought brought) implements Decision {}

    /** They are known and may not. */
    record Forbid(Session session) implements Decision {}

    /** The page to sign in at is itself asked about, and nobody could ever reach it. */
    record GuardsItself() implements Decision {}

    /** What the proxy told of the request is missing, or is nothing that a browser would send. */
    record Unreadable() implements Decision {}

    /** It could not be decided, for a store was out of reach. */
    record Failed(RuntimeException cause) implements Decision {}
}
