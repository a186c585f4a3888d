package dev.menshen.limits;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who says who they are and has yet to show it, as far as counting goes.
 *
 * @param account key of the account, the same for every spelling of its names; or of a name that nobody has
 * @param known whether there is such an account
 * @param block of addresses the guess comes from, as from {@link AddressBlock}
 * @param browser key of a browser that was let in to this account before, if it is one
 */
public record Guesser(
        String account,
        boolean known,
        String block,
        @Nullable String browser) {

    /** Somebody at the account of this number. */
    public static Guesser at(long account, String block, @Nullable String browser) {
        return new Guesser(Long.toString(account), true, block, browser);
    }

    /**
     * Somebody who gives a name that nobody has.
     *
     * @param fingerprint of the name, under a key: the name itself may be a password typed into the wrong field
     */
    public static Guesser atNobody(String fingerprint, String block) {
        return new Guesser(fingerprint, false, block, null);
    }
}
