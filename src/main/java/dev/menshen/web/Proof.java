package dev.menshen.web;

import dev.menshen.accounts.User;
import java.time.Duration;

/** What came of somebody's attempt to show who they are. */
public sealed interface Proof {

    /** They have shown it. */
    record Shown(User user) implements Proof {}

    /** They have shown it, but the account is pending or disabled; only told to one who has shown it. */
    record Closed(User user) implements Proof {
        @Override
        public String reason() {
            return "closed-account";
        }
    }

    /** No such account, or not its password, or not the code: nobody is told which. */
    record Wrong() implements Proof {}

    /** The code that was sent, but somebody has used it. */
    record CodeUsed() implements Proof {
        @Override
        public String reason() {
            return "used-code";
        }
    }

    /** The right code, sent to a phone that no account has; only told to one who has it. */
    record NoAccount() implements Proof {
        @Override
        public String reason() {
            return "no-account";
        }
    }

    /** A picture has to be read first, and no answer came with the password. */
    record PictureDue() implements Proof {
        @Override
        public String reason() {
            return "picture-due";
        }
    }

    /** The browser brought no cookie at all, so that nobody can tell which picture it was shown. */
    record NoCookie() implements Proof {
        @Override
        public String reason() {
            return "picture-without-cookie";
        }
    }

    /** The picture was not read rightly, or was used up; the password was not looked at. */
    record Misread() implements Proof {
        @Override
        public String reason() {
            return "picture-misread";
        }
    }

    /** There were too many failures: the next attempt is listened to after this long. */
    record Later(Duration pause) implements Proof {
        @Override
        public String reason() {
            return "too-many";
        }
    }

    /** There were so many failures that the password alone does not do any more from a browser that is not known. */
    record NotEnough() implements Proof {
        @Override
        public String reason() {
            return "password-closed";
        }
    }

    /** Why it came to nothing, in a word of the audit log; empty where it did not. */
    default String reason() {
        return "";
    }
}
