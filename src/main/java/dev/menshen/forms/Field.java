package dev.menshen.forms;

import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One field of a form, on its way through its rules.
 *
 * <p>It has no getter, on purpose: the value is only ever lent to a rule, and only while the field is good, so a later
 * rule cannot read what failed. Values leave the form all together, through {@link Form}'s {@code into}, or not at all.
 * A rule only looks; it must not consume or write anything, for the form as a whole may still fail.
 *
 * @param <T> what the field's text means so far
 */
public final class Field<T> {

    private final Form form;
    private final String name;
    private final @Nullable T value;

    /** A field with its value, or without one when {@code form} already holds an error under {@code name}. */
    Field(Form form, String name, @Nullable T value) {
        this.form = form;
        this.name = name;
        this.value = value;
    }

    /** Turns the value into what it means; the parser is not called while the field is bad. */
    public <R> Field<R> parse(Function<? super T, Parsed<R>> parser) {
        if (isBad()) {
            return new Field<>(form, name, null);
        }
        Parsed<R> parsed = parser.apply(lent());
        Problem problem = parsed.problem();
        if (problem != null) {
            form.fail(name, problem);
        }
        return new Field<>(form, name, parsed.value());
    }

    /** Demands {@code ok} of the value; not asked while the field is bad. */
    public Field<T> rule(Predicate<? super T> ok, String key, Object... args) {
        if (!isBad() && !ok.test(lent())) {
            form.fail(name, Problem.of(key, args));
        }
        return this;
    }

    /** Demands {@code ok} of this value beside another field's; not asked while either is bad. The error is this field's. */
    public <U> Field<T> rule(Field<U> other, BiPredicate<? super T, ? super U> ok, String key, Object... args) {
        if (!isBad() && !other.isBad() && !ok.test(lent(), other.lent())) {
            form.fail(name, Problem.of(key, args));
        }
        return this;
    }

    /** Whether the field of this name has failed a check, through this handle or another of the same name. */
    boolean isBad() {
        return form.errors().has(name);
    }

    boolean isOf(Form other) {
        return form == other;
    }

    /** The value, for the length of one call. */
    T lent() {
        if (isBad() || value == null) {
            throw new IllegalStateException("the value of a bad field is not lent: " + name);
        }
        return value;
    }
}
