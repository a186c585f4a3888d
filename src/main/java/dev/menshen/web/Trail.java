package dev.menshen.web;

import dev.menshen.accounts.User;
import dev.menshen.audit.Audit;
import dev.menshen.audit.Event;
import dev.menshen.audit.Method;
import dev.menshen.audit.Strangers;
import dev.menshen.audit.Subject;
import dev.menshen.audit.What;
import dev.menshen.audit.Witness;
import io.javalin.http.Context;
import java.util.function.Function;

/** Writes into the audit log what a request does, with the address that it comes from. */
public final class Trail {

    private final Audit audit;
    private final Strangers strangers;
    private final Peer peer;

    public Trail(Audit audit, Strangers strangers, Peer peer) {
        this.audit = audit;
        this.strangers = strangers;
        this.peer = peer;
    }

    /**
     * Writes down what happened; not within a transaction.
     *
     * @param reason a word of ours such as {@code wrong-password}, empty where there is no need of one
     */
    public void record(Context ctx, What what, Subject who, Method method, String reason) {
        audit.record(new Event(what, who, method, peer.address(ctx), reason));
    }

    /** Writes down, when it is run, what a request brought about after its answer. */
    public Runnable later(Context ctx, What what, Subject who, Method method, String reason) {
        Event event = new Event(what, who, method, peer.address(ctx), reason);
        return () -> audit.record(event);
    }

    /**
     * One who writes a change down in the transaction that makes it, and tells when asked to.
     *
     * @param who whom the change is about, by what came of it
     */
    public <T> Witness<T> witness(Context ctx, What what, Function<T, Subject> who, Method method, String reason) {
        String address = peer.address(ctx);
        return audit.witness(changed -> new Event(what, who.apply(changed), method, address, reason));
    }

    /** The one whose account this is. */
    public static Subject of(User user) {
        return Subject.account(user.id(), user.username().text());
    }

    /** Who is signed in; costs a look at the session. */
    public static Subject visitor(Context ctx) {
        return Visitors.of(ctx)
                .session()
                .map(session -> Subject.account(session.account(), session.name()))
                .orElse(Subject.NOBODY);
    }

    /** One for whom there is no account; what was typed is not kept. */
    public Subject stranger(String typed) {
        return strangers.of(typed);
    }
}
