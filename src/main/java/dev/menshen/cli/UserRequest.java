package dev.menshen.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code user} command asks of the house, as it goes over the hatch. What came from there may lack anything.
 *
 * @param action what is to be done; none where it was asked by a newer Menshen
 * @param name whose account, as user name, e-mail or phone in any spelling
 * @param value the groups or the full name it is to have; none where they are only to be told
 * @param after accounts are listed whose numbers are higher than this one
 * @param limit so many are listed at most
 */
public record UserRequest(
        @Nullable Action action,
        @Nullable String name,
        @Nullable String value,
        long after,
        long limit) {

    /** Everybody, from the beginning. */
    public static final long ALL = Long.MAX_VALUE;

    /** What can be asked. */
    public enum Action {
        LIST,
        SHOW,
        DISABLE,
        ENABLE,
        GROUPS,
        NAME;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The next piece of a list. */
    UserRequest from(long after, long limit) {
        return new UserRequest(action, name, value, after, limit);
    }
}
