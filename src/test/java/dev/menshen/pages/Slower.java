package dev.menshen.pages;

import java.util.List;

/** Whether one thing takes longer than another, by many times of both. */
final class Slower {

    private Slower() {}

    /** In how many of all pairs the first is longer (Mann and Whitney's U); in half of them, if nothing can be told. */
    static double longer(List<Long> ones, List<Long> others) {
        double count = 0;
        for (long one : ones) {
            for (long other : others) {
                count += one > other ? 1 : one == other ? 0.5 : 0;
            }
        }
        return count;
    }
}
