package dev.menshen.accounts;

import org.jspecify.annotations.Nullable;

/**
 * What somebody asks to be registered with, each part good by itself.
 *
 * @param password exactly as typed, by {@link PasswordRules}
 */
public record Registration(
        Username username, @Nullable Email email, @Nullable Phone phone, String password) {

    /** Leaves out the password, for this text may end in a log. */
    @Override
    public String toString() {
        return "Registration[" + username + "]";
    }
}
