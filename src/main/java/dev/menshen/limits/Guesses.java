package dev.menshen.limits;

import dev.menshen.limits.Streak.Counted;
import dev.menshen.store.ExpiringStore;
import dev.menshen.store.ExpiringStore.Allowance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How many wrong passwords are listened to.
 *
 * <p>Nobody is locked out by a few mistakes. Failures are counted in a row per account and address block, and per account from
 * wherever they come; after the first few each makes the next wait longer. A browser that was let in to the account
 * before has a row of its own, so that nobody can shut its owner out of it by guessing. After a hundred in a row the password
 * alone does not open the account any more, except from such a browser, until its owner came in by another way or has a
 * new one (NIST SP 800-63B-4, section 3.2.2). Names that nobody has are counted in the same way, so that they look the same.
 *
 * <p>A guess is counted before it is made, and taken back if it was right: of however many at once no more are made than
 * may.
 */
public final class Guesses {

    /** So many failures in a row close the password. */
    public static final int MOST_IN_A_ROW = 100;

    /** So many failures are no matter; after them a captcha is asked for where that is adaptive. */
    private static final int UNWATCHED = 2;

    /** The shortest pause after too many failures. */
    public static final Duration SHORTEST = Duration.ofSeconds(30);

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Ladder HERE = new Ladder(5, SHORTEST, LONGEST);

    /** From wherever they come: 20 and what fits in between the waits make fewer than 30 in the first hour. */
    private static final Ladder ANYWHERE = new Ladder(20, SHORTEST, LONGEST);

    /** One account's failures from one block are forgotten after a quiet day. */
    private static final Duration A_DAY = Duration.ofDays(1);

    /** A row of a hundred may take months: so long a quiet time breaks it. */
    private static final Duration LONG = Duration.ofDays(100);

    /** All guesses from one block at whatever accounts: generous, for a whole office may share an address. */
    private static final int PER_BLOCK = 100;

    private static final Duration BLOCK_WINDOW = Duration.ofMinutes(10);

    private final ExpiringStore accounts;
    private final ExpiringStore strangers;
    private final ExpiringStore blocks;

    /**
     * Counts in these stores, which are three so that no flood in one pushes anything out of another.
     *
     * @param accounts for what is counted of accounts there are
     * @param strangers for names that nobody has, of which there may be any number
     * @param blocks for blocks of addresses
     */
    public Guesses(ExpiringStore accounts, ExpiringStore strangers, ExpiringStore blocks) {
        this.accounts = accounts;
        this.strangers = strangers;
        this.blocks = blocks;
    }

    /**
     * Where a guesser stands before the next guess.
     *
     * @param pause how long until it is listened to; zero when it is at once
     * @param closed whether the password alone does not open this account for now
     * @param watched whether there were failures lately that a captcha should answer
     */
    public record Standing(Duration pause, boolean closed, boolean watched) {}

    /** Where this guesser stands, without counting anything. */
    public Standing look(Guesser guesser) {
        if (guesser.browser() != null) {
            Streak own = own(guesser);
            return new Standing(own.pause(), false, own.failures() >= UNWATCHED);
        }
        Streak here = here(guesser);
        Streak anywhere = anywhere(guesser);
        Duration pause = longest(here.pause(), longest(anywhere.pause(), pauseOf(guesser.block())));
        boolean watched = here.failures() >= UNWATCHED || anywhere.failures() >= UNWATCHED || watches(guesser.block());
        return new Standing(pause, anywhere.failures() >= MOST_IN_A_ROW, watched);
    }

    /** Whether failures from this block lately, at whatever account, should be answered with a captcha. */
    public boolean watches(String block) {
        return uses(block) >= UNWATCHED;
    }

    /** Counts a guess that is going to be made; empty where none may be made now, as {@link #look} tells. */
    public Optional<Guess> reserve(Guesser guesser) {
        if (guesser.browser() != null) {
            return own(guesser)
                    .reserve()
                    .map(mine -> new Guess(guesser, mine, anywhere(guesser).count()));
        }
        if (!blocks.reserve(block(guesser.block())).isZero()) {
            return Optional.empty();
        }
        Optional<Counted> here = here(guesser).reserve();
        Optional<Counted> anywhere = here.isEmpty() ? here : anywhere(guesser).reserve();
        if (anywhere.filter(counted -> counted.after() <= MOST_IN_A_ROW).isPresent()) {
            return Optional.of(new Guess(guesser, here.get(), anywhere.get()));
        }
        anywhere.ifPresent(anywhere(guesser)::takeBack);
        here.ifPresent(here(guesser)::takeBack);
        blocks.release(block(guesser.block()));
        return Optional.empty();
    }

    /** Counts one who asks though told to wait: that too tells something, if it is done at thousands of names. */
    public void askedInVain(Guesser guesser) {
        if (guesser.browser() == null) {
            blocks.reserve(block(guesser.block()));
        }
    }

    /**
     * Counts a failure by another way, such as a wrong code, which has limits of its own. It does not come near the
     * hundred: those are of the password.
     */
    public void failedOtherwise(Guesser guesser) {
        (guesser.browser() != null ? own(guesser) : here(guesser)).count();
    }

    /** The owner has come in by another way than the password: all that was counted against the account is void. */
    public void cameOtherwise(Guesser guesser) {
        (guesser.browser() != null ? own(guesser) : here(guesser)).forget();
        anywhere(guesser).forget();
    }

    /** A guess that was counted as wrong in advance. */
    public final class Guess {

        private final Guesser guesser;
        private final Counted near;
        private final Counted anywhere;

        private Guess(Guesser guesser, Counted near, Counted anywhere) {
            this.guesser = guesser;
            this.near = near;
            this.anywhere = anywhere;
        }

        /** Whether this one, if it is wrong, closes the password. */
        public boolean isTheLast() {
            return anywhere.after() == MOST_IN_A_ROW;
        }

        /** It was right: the rows are broken. A password that was closed stays so, for this was no other way. */
        public void right() {
            if (guesser.browser() != null) {
                own(guesser).forget();
            } else {
                here(guesser).forget();
                blocks.release(block(guesser.block()));
            }
            if (anywhere.after() <= MOST_IN_A_ROW) {
                anywhere(guesser).forget();
            } else {
                anywhere(guesser).takeBack(anywhere);
            }
        }

        /** It was not made after all. */
        public void notMade() {
            anywhere(guesser).takeBack(anywhere);
            if (guesser.browser() != null) {
                own(guesser).takeBack(near);
            } else {
                here(guesser).takeBack(near);
                blocks.release(block(guesser.block()));
            }
        }
    }

    private Streak own(Guesser guesser) {
        return new Streak(store(guesser), "own:" + guesser.account() + ":" + guesser.browser(), HERE, LONG);
    }

    private Streak here(Guesser guesser) {
        return new Streak(store(guesser), "here:" + guesser.account() + ":" + guesser.block(), HERE, A_DAY);
    }

    private Streak anywhere(Guesser guesser) {
        return new Streak(store(guesser), "row:" + guesser.account(), ANYWHERE, LONG);
    }

    private ExpiringStore store(Guesser guesser) {
        return guesser.known() ? accounts : strangers;
    }

    private Duration pauseOf(String block) {
        return uses(block) < PER_BLOCK
                ? Duration.ZERO
                : blocks.get(key(block)).map(ExpiringStore.Entry::left).orElse(Duration.ZERO);
    }

    private int uses(String block) {
        return blocks.get(key(block))
                .map(entry -> Integer.parseInt(entry.value()))
                .orElse(0);
    }

    private static List<Allowance> block(String block) {
        return List.of(new Allowance(key(block), PER_BLOCK, BLOCK_WINDOW));
    }

    private static String key(String block) {
        return "block:" + block;
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
