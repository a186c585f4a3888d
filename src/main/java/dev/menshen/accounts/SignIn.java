package dev.menshen.accounts;

/** What came of somebody's login and password. */
public sealed interface SignIn {

    /** Both are right, and the user may come in. */
    record Welcome(User user) implements SignIn {}

    /** Both are right, but the account is pending or disabled; only told to one who knows the password. */
    record Closed(User user) implements SignIn {}

    /** No such account, or not its password: nobody is told which. */
    record Wrong() implements SignIn {}
}
