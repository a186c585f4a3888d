package dev.menshen.accounts;

import dev.menshen.store.Database;
import dev.menshen.store.UniqueViolation;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;

/** The e-mail addresses of accounts, as their owners set, change and remove them. */
public final class Emails {

    private final Database database;
    private final Accounts accounts;

    public Emails(Database database, Accounts accounts) {
        this.database = database;
        this.accounts = accounts;
    }

    /** What came of a change. */
    public enum Outcome {
        DONE,

        /** Another account has this address. */
        TAKEN,

        /** The account was changed since it was read, and may be somebody else's by now; nothing was done. */
        OVERTAKEN
    }

    /**
     * Gives an account this e-mail address, or none: from now on it is the one to sign in by, and the gate's next check
     * tells it. The account stays signed in where it is.
     *
     * @param user as it was when its owner showed who they are
     * @param witness sees the account, as it was, within the transaction that changes it
     */
    public Outcome change(User user, Optional<Email> email, BiConsumer<? super Handle, ? super User> witness) {
        try {
            boolean done = accounts.changing(
                    user.id(),
                    () -> database.write(handle -> {
                        boolean set = new AccountTable(handle).setEmail(user, email.orElse(null));
                        if (set) {
                            witness.accept(handle, user);
                        }
                        return set;
                    }));
            return done ? Outcome.DONE : Outcome.OVERTAKEN;
        } catch (UniqueViolation e) {
            if (!e.columns().equals(Set.of("email_key"))) {
                throw e;
            }
            return Outcome.TAKEN;
        }
    }
}
