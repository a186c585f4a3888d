package dev.menshen.web;

import dev.menshen.accounts.User;
import java.time.Duration;

/** What came of somebody's attempt to show who they are. */
public sealed interface Proof {

    /** They have shown it. */
    record Shown(User user) implements Proof {}

    /** They have shown it, but the account is pending or disabled; only told to one who has shown it. */
    record Closed(User user) implements Proof {}

    /** No such account, or not its password: nobody is told which. */
    record Wrong() implements Proof {}

    /** A picture has to be read first, and no answer came with the password. */
    record PictureDue() implements Proof {}

    /** The picture was not read rightly, or was used up; the password was not looked at. */
    record Misread() implements Proof {}

    /** There were too many failures: the next attempt is listened to after this long. */
    record Later(Duration pause) implements Proof {}

    /** There were so many failures that the password alone does not do any more from a browser that is not known. */
    record NotEnough() implements Proof {}
}
