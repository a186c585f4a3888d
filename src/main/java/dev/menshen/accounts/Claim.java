package dev.menshen.accounts;

import java.util.Optional;

/** Somebody who says who they are and has yet to show it, with the account of that name as it was when they said so. */
public final class Claim {

    private final Optional<AccountTable.Row> row;

    Claim(Optional<AccountTable.Row> row) {
        this.row = row;
    }

    /** The account, if there is one of that name. */
    public Optional<User> user() {
        return row.map(AccountTable.Row::user);
    }

    Optional<AccountTable.Row> row() {
        return row;
    }
}
