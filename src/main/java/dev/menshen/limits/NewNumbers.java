package dev.menshen.limits;

import dev.menshen.store.ExpiringStore;
import dev.menshen.store.ExpiringStore.Allowance;
import dev.menshen.store.KeyedHash;
import java.time.Duration;
import java.util.List;

/**
 * Which numbers are new to an address block from which many texts are asked for: whoever makes a house send texts to
 * ever more numbers is seldom a person, and is asked for a picture before the first text to each.
 *
 * <p>It is counted what was asked for, whosever the number is and whatever became of it. Phones are E.164, and none is
 * kept as it is.
 */
public final class NewNumbers {

    /** So many texts asked for from one block within an hour are no matter, whatever numbers they are for. */
    private static final int UNWATCHED = 10;

    private static final Duration HOUR = Duration.ofHours(1);

    /** So long a number is no news to a block that asked for a text to it. */
    private static final Duration DAY = Duration.ofDays(1);

    private final ExpiringStore counters;
    private final ExpiringStore numbers;
    private final KeyedHash hash;

    /**
     * Counts in these stores, which are two so that no flood of numbers pushes a count out.
     *
     * @param counters for how many were asked for
     * @param numbers for the numbers that were; one that had to make room is new again
     * @param hash by which a block and a number are known together
     */
    public NewNumbers(ExpiringStore counters, ExpiringStore numbers, KeyedHash hash) {
        this.counters = counters;
        this.numbers = numbers;
        this.hash = hash;
    }

    /** Whether so many were asked for from this block that the next new number needs a picture. */
    public boolean watches(String block) {
        return counters.get(count(block).key())
                .filter(entry -> Integer.parseInt(entry.value()) >= UNWATCHED)
                .isPresent();
    }

    /** Whether a text to this number was asked for from this block within the last day. */
    public boolean knows(String block, String phone) {
        return numbers.get(number(block, phone)).isPresent();
    }

    /**
     * Counts a text that is asked for now, and tells whether it may go without a picture; where it may not, nothing is
     * counted or remembered. Of however many at once to new numbers no more than the free ones may.
     */
    public boolean goesWithout(String block, String phone) {
        boolean free = counters.reserve(List.of(count(block))).isZero();
        if (!free && !knows(block, phone)) {
            return false;
        }
        remember(block, phone);
        return true;
    }

    /** Remembers that a text to this number was asked for from this block, with a picture where one was needed. */
    public void remember(String block, String phone) {
        numbers.put(number(block, phone), "asked", DAY);
    }

    private static Allowance count(String block) {
        return new Allowance("sms:asked:" + block, UNWATCHED, HOUR);
    }

    private String number(String block, String phone) {
        return hash.of(block, phone);
    }
}
