package dev.menshen.accounts;

import java.util.Locale;

/** Whether somebody may come in. */
public enum AccountState {
    /** May sign in. */
    ACTIVE,
    /** Waits for somebody to approve the registration. */
    PENDING,
    /** Was shut out. */
    DISABLED;

    /** The word for it in the database. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static AccountState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
