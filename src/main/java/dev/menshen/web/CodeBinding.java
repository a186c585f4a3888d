package dev.menshen.web;

import dev.menshen.accounts.User;
import dev.menshen.sms.Purpose;
import io.javalin.http.Context;
import java.util.Optional;

/**
 * What a code is bound to beside its phone and its purpose; bound to anything else, the right code is wrong.
 *
 * <p>A code for a new password is bound to the account as it is: whoever has got hold of one has nothing any more once
 * its owner changed the password. Where the house wants that, every code is bound to the browser that asked for it too
 * (OWASP ASVS 5, 6.6.2).
 */
public final class CodeBinding {

    private final Visitors visitors;
    private final boolean sameBrowser;

    public CodeBinding(Visitors visitors, boolean sameBrowser) {
        this.visitors = visitors;
        this.sameBrowser = sameBrowser;
    }

    /** That of a code which this browser asks for, by the key that something is kept under for it. */
    public String asked(String browser, Purpose purpose, Optional<User> user) {
        String account = purpose == Purpose.RESET ? account(user) : "";
        return sameBrowser ? account + " " + browser : account;
    }

    /** That of a code which was typed in the browser that asks now. */
    public String typed(Context ctx, Purpose purpose, Optional<User> user) {
        // One of which nothing is kept has asked for no code.
        return asked(sameBrowser ? visitors.browser(ctx).orElse("-") : "", purpose, user);
    }

    private static String account(Optional<User> user) {
        return user.map(owner -> owner.id() + "." + owner.revision()).orElse("");
    }
}
