package dev.menshen.accounts;

import org.jspecify.annotations.Nullable;

/**
 * What somebody asks to be registered with, each part good by itself.
 *
 * @param password exactly as typed, by {@link PasswordRules}
 * @param phoneProved whether it comes with a code sent to the phone
 * @param form the mark of the form it was sent by, if that had one
 */
public record Registration(
        Username username,
        @Nullable Email email,
        @Nullable Phone phone,
        String password,
        boolean phoneProved,
        @Nullable FormToken form) {

    /** One whose phone nobody has shown to be theirs, by no particular form. */
    public Registration(Username username, @Nullable Email email, @Nullable Phone phone, String password) {
        this(username, email, phone, password, false, null);
    }

    /** Leaves out the password, for this text may end in a log. */
    @Override
    public String toString() {
        return "Registration[" + username + "]";
    }
}
