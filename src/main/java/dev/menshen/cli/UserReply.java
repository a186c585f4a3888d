package dev.menshen.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the house says to a {@code user} command.
 *
 * @param exit the command's exit code: 0, 1 where it could not be done, 2 where it makes no sense
 * @param complaint why it was not done; none where it was
 * @param accounts what is now so
 * @param next where the list goes on, or 0
 */
record UserReply(
        int exit, @Nullable String complaint, @Nullable List<Shown> accounts, long next) {

    static final int NOT_DONE = 1;
    static final int BAD_USAGE = 2;

    static UserReply done(Shown account) {
        return new UserReply(0, null, List.of(account), 0);
    }

    static UserReply listed(List<Shown> accounts, long next) {
        return new UserReply(0, null, accounts, next);
    }

    static UserReply refused(int exit, String complaint) {
        return new UserReply(exit, complaint, null, 0);
    }

    /**
     * An account as it is told to a command.
     *
     * @param created milliseconds since 1970-01-01T00:00Z
     * @param sessions how many live; none where it was only listed
     */
    record Shown(
            long id,
            String name,
            String state,
            List<String> groups,
            long created,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String fullName,
            @Nullable Integer sessions) {}
}
