package dev.menshen.accounts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with an account.
 *
 * @param id never given to anybody else, even when the account is deleted
 * @param email none where its owner gave none, or where it was void
 * @param phone none where the house does not ask for it
 * @param phoneProved whether somebody has ever shown by a code that the phone is theirs
 * @param revision counts the changes of what the account may do, of its password, and of whose its phone is
 */
public record User(
        long id,
        Username username,
        @Nullable Email email,
        @Nullable Phone phone,
        AccountState state,
        Instant createdAt,
        boolean phoneProved,
        long revision) {

    /** The same after one more change of its password, or after a code that proves its phone; perhaps without its e-mail. */
    User changedOnce(boolean proves, boolean voidsEmail) {
        Email still = voidsEmail ? null : email;
        return new User(id, username, still, phone, state, createdAt, phoneProved || proves, revision + 1);
    }
}
