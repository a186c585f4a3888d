package dev.menshen.forms;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The validation chain: one form's fields, each checked to its own end, and everything wrong with them at once.
 *
 * <p>Use it in the order of the page, one {@code check} method per form: take each field, give it its rules, and turn all
 * of them {@code into} one record. A field that is absent, repeated, empty, blank, over-long or not valid UTF-8 is an
 * error of that field from the start.
 */
public final class Form {

    private final Sent sent;
    private Errors errors = Errors.NONE;

    /** A form over what a browser sent, with nothing checked yet. */
    public Form(Sent sent) {
        this.sent = sent;
    }

    /**
     * A line of text that must be there: white space around it is taken off, and control characters are an error.
     *
     * @param most the greatest length in code points
     */
    public Field<String> line(String name, int most) {
        return present(name).parse(text -> lineOf(text, most)).rule(text -> !text.isEmpty(), "problem.missing");
    }

    /** A line of text that may be absent or blank, as an empty text. */
    public Field<String> optionalLine(String name, int most) {
        return present(name, Optional.of("")).parse(text -> lineOf(text, most));
    }

    /** A line of text that must be sent and may be blank, as an empty text: for what is taken away by leaving it blank. */
    public Field<String> lineOrBlank(String name, int most) {
        return present(name).parse(text -> lineOf(text, most));
    }

    /**
     * A secret that must be there, taken exactly as typed.
     *
     * @param most the greatest length in code points
     */
    public Field<String> secret(String name, int most) {
        return present(name)
                .rule(text -> !text.isBlank(), "problem.missing")
                .rule(text -> text.codePointCount(0, text.length()) <= most, "problem.too-long", most);
    }

    /** A tick box: true when it was sent as {@code on}, {@code true}, {@code 1} or {@code yes}, false when absent. */
    public Field<Boolean> tick(String name) {
        return optionalLine(name, 8)
                .rule(
                        text -> List.of("", "on", "true", "1", "yes", "off", "false", "0", "no")
                                .contains(text),
                        "problem.tick")
                .parse(text -> Parsed.good(List.of("on", "true", "1", "yes").contains(text)));
    }

    /** What is wrong so far. */
    public Errors errors() {
        return errors;
    }

    /** The record made of one field, if nothing failed. */
    public <A, R> Checked<R> into(Field<A> a, Function<? super A, ? extends R> make) {
        return finish(List.of(a), () -> make.apply(a.lent()));
    }

    /** The record made of two fields, if nothing failed. */
    public <A, B, R> Checked<R> into(Field<A> a, Field<B> b, Make2<? super A, ? super B, ? extends R> make) {
        return finish(List.of(a, b), () -> make.of(a.lent(), b.lent()));
    }

    /** The record made of three fields, if nothing failed. */
    public <A, B, C, R> Checked<R> into(
            Field<A> a, Field<B> b, Field<C> c, Make3<? super A, ? super B, ? super C, ? extends R> make) {
        return finish(List.of(a, b, c), () -> make.of(a.lent(), b.lent(), c.lent()));
    }

    /** The record made of four fields, if nothing failed. */
    public <A, B, C, D, R> Checked<R> into(
            Field<A> a,
            Field<B> b,
            Field<C> c,
            Field<D> d,
            Make4<? super A, ? super B, ? super C, ? super D, ? extends R> make) {
        return finish(List.of(a, b, c, d), () -> make.of(a.lent(), b.lent(), c.lent(), d.lent()));
    }

    /** The record made of five fields, if nothing failed. */
    public <A, B, C, D, E, R> Checked<R> into(
            Field<A> a,
            Field<B> b,
            Field<C> c,
            Field<D> d,
            Field<E> e,
            Make5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends R> make) {
        return finish(List.of(a, b, c, d, e), () -> make.of(a.lent(), b.lent(), c.lent(), d.lent(), e.lent()));
    }

    /** The record made of six fields, if nothing failed. */
    public <A, B, C, D, E, F, R> Checked<R> into(
            Field<A> a,
            Field<B> b,
            Field<C> c,
            Field<D> d,
            Field<E> e,
            Field<F> f,
            Make6<? super A, ? super B, ? super C, ? super D, ? super E, ? super F, ? extends R> make) {
        return finish(
                List.of(a, b, c, d, e, f), () -> make.of(a.lent(), b.lent(), c.lent(), d.lent(), e.lent(), f.lent()));
    }

    void fail(String name, Problem problem) {
        errors = errors.and(Errors.of(name, problem.key(), problem.args().toArray()));
    }

    private <R> Checked<R> finish(List<Field<?>> fields, Supplier<? extends R> make) {
        if (!fields.stream().allMatch(field -> field.isOf(this))) {
            throw new IllegalArgumentException("a field of another form");
        }
        return errors.isEmpty() ? Checked.good(make.get()) : Checked.bad(errors);
    }

    private Field<String> present(String name) {
        return present(name, Optional.empty());
    }

    private Field<String> present(String name, Optional<String> ifAbsent) {
        return new Field<>(this, name, sent).parse(all -> all.one(name, ifAbsent));
    }

    private static Parsed<String> lineOf(String text, int most) {
        if (text.codePointCount(0, text.length()) > most) {
            return Parsed.bad("problem.too-long", most);
        }
        return text.codePoints().anyMatch(Character::isISOControl)
                ? Parsed.bad("problem.characters")
                : Parsed.good(text.strip());
    }

    /** Makes a record of two values. */
    @FunctionalInterface
    public interface Make2<A, B, R> {
        R of(A a, B b);
    }

    /** Makes a record of three values. */
    @FunctionalInterface
    public interface Make3<A, B, C, R> {
        R of(A a, B b, C c);
    }

    /** Makes a record of four values. */
    @FunctionalInterface
    public interface Make4<A, B, C, D, R> {
        R of(A a, B b, C c, D d);
    }

    /** Makes a record of five values. */
    @FunctionalInterface
    public interface Make5<A, B, C, D, E, R> {
        R of(A a, B b, C c, D d, E e);
    }

    /** Makes a record of six values. */
    @FunctionalInterface
    public interface Make6<A, B, C, D, E, F, R> {
        R of(A a, B b, C c, D d, E e, F f);
    }
}
