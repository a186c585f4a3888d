package dev.menshen.audit;

import org.jspecify.annotations.Nullable;

/**
 * Whom an event is about: an account, a stranger, or nobody that is known of. The name is {@link Plain}.
 *
 * @param account the account's number; none where there is no account
 * @param name the account's user name, or what stands for a stranger
 */
public record Subject(@Nullable Long account, String name) {

    public Subject {
        name = Plain.text(name);
    }

    /** Nobody that is known of. */
    public static final Subject NOBODY = new Subject(null, "-");

    /** An account. */
    public static Subject account(long id, String username) {
        return new Subject(id, username);
    }
}
