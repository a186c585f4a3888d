package dev.menshen.forms;

import org.jspecify.annotations.Nullable;

/**
 * What a parser made of one field's value: what it means, or the one problem it has.
 *
 * @param <R> the type the text was turned into
 */
public final class Parsed<R> {

    private final @Nullable R value;
    private final @Nullable Problem problem;

    private Parsed(@Nullable R value, @Nullable Problem problem) {
        this.value = value;
        this.problem = problem;
    }

    /** The text means this. */
    public static <R> Parsed<R> good(R value) {
        return new Parsed<>(value, null);
    }

    /** The text means nothing, for this reason. */
    public static <R> Parsed<R> bad(String key, Object... args) {
        return new Parsed<>(null, Problem.of(key, args));
    }

    @Nullable
    R value() {
        return value;
    }

    @Nullable
    Problem problem() {
        return problem;
    }
}
