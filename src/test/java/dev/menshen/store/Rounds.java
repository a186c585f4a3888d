package dev.menshen.store;

/** How often a race is run: a few times with every build, or as often as {@code -Dmenshen.rounds=1000} says. */
public final class Rounds {

    private Rounds() {}

    /** So many as were asked for, or {@code few}. */
    public static int or(int few) {
        return Integer.getInteger("menshen.rounds", few);
    }
}
