package dev.menshen.forms;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What came of checking a form or one value: the value, or everything wrong with it. There is no third state, and no way
 * to reach the value of a bad one.
 *
 * @param <R> the value that a good form turns into
 */
public sealed interface Checked<R> {

    /** A good value. */
    static <R> Checked<R> good(R value) {
        return new Good<>(value);
    }

    /** A form with errors. */
    static <R> Checked<R> bad(Errors errors) {
        if (errors.isEmpty()) {
            throw new IllegalArgumentException("a bad form has at least one error");
        }
        return new Bad<>(errors);
    }

    /** What {@code good} makes of the value, or what {@code bad} makes of the errors. */
    <T> T either(Function<? super R, ? extends T> good, Function<? super Errors, ? extends T> bad);

    /** Does something with the value, or with the errors. */
    void settle(Consumer<? super R> good, Consumer<? super Errors> bad);

    /** The next step on the value, whose errors come back in the same shape; not taken while there are errors. */
    default <S> Checked<S> then(Function<? super R, Checked<S>> next) {
        return either(next, Checked::bad);
    }

    /** A value that passed every check. */
    record Good<R>(R value) implements Checked<R> {
        @Override
        public <T> T either(Function<? super R, ? extends T> good, Function<? super Errors, ? extends T> bad) {
            return good.apply(value);
        }

        @Override
        public void settle(Consumer<? super R> good, Consumer<? super Errors> bad) {
            good.accept(value);
        }
    }

    /** Errors, and no value. */
    record Bad<R>(Errors errors) implements Checked<R> {
        @Override
        public <T> T either(Function<? super R, ? extends T> good, Function<? super Errors, ? extends T> bad) {
            return bad.apply(errors);
        }

        @Override
        public void settle(Consumer<? super R> good, Consumer<? super Errors> bad) {
            bad.accept(errors);
        }
    }
}
