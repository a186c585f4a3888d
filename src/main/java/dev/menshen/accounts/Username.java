package dev.menshen.accounts;

import java.util.Locale;
import java.util.function.Function;

/**
 * A name that somebody signs in with and is shown by: 2 to 32 letters or digits of any script, and {@code . _ -}.
 *
 * <p>Names are the same when their {@link #key() keys} are.
 */
public final class Username {

    private static final int LEAST = 2;
    private static final int MOST = 32;

    /** Longer texts are not even normalised: no form of at most {@link #MOST} characters is so much shorter. */
    private static final int MOST_TYPED = 512;

    private final String text;
    private final String key;

    private Username(String text, String key) {
        this.text = text;
        this.key = key;
    }

    /** Reads a name as somebody typed it, and says why where it is none. */
    public static <R> R read(
            String text, Function<? super Username, ? extends R> good, Function<? super Flaw, ? extends R> flaw) {
        if (text.length() > MOST_TYPED) {
            return flaw.apply(Flaw.TOO_LONG);
        }
        String name = Folding.nfkc(text).strip();
        int length = name.codePointCount(0, name.length());
        if (length < LEAST) {
            return flaw.apply(Flaw.TOO_SHORT);
        }
        if (length > MOST) {
            return flaw.apply(Flaw.TOO_LONG);
        }
        NameLetters letters = new NameLetters(name);
        if (!letters.areAllowed()) {
            return flaw.apply(Flaw.CHARACTERS);
        }
        if (!letters.beginAndEndWell()) {
            return flaw.apply(Flaw.EDGES);
        }
        if (letters.readAsPhone()) {
            return flaw.apply(Flaw.PHONE);
        }
        if (letters.mixScripts() || letters.lookLatin()) {
            return flaw.apply(Flaw.LOOK_ALIKE);
        }
        Username username = new Username(name, key(name));
        return ReservedNames.has(username.key) ? flaw.apply(Flaw.RESERVED) : good.apply(username);
    }

    /** A name as the database keeps it, which stays good even where the rules have become stricter. */
    static Username kept(String text, String key) {
        return new Username(text, key);
    }

    /** The key that a text would have as a name, whether or not it can be one. */
    static String key(String text) {
        return Folding.fold(text.strip()).strip();
    }

    /** The name as its owner typed it, in NFKC: what people see. */
    public String text() {
        return text;
    }

    /** What is unique: the name in NFKC and without regard to case. */
    public String key() {
        return key;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Username that && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    /** Why a text is no user name. */
    public enum Flaw {
        TOO_SHORT,
        TOO_LONG,
        /** Something that is no letter, digit, dot, hyphen or underscore. */
        CHARACTERS,
        /** A dot at either end, or nothing but signs. */
        EDGES,
        /** Reads as a phone number, with which somebody else might sign in. */
        PHONE,
        /** Letters of scripts that look alike, or another script's letters that read as Latin ones. */
        LOOK_ALIKE,
        RESERVED;

        /** The key of its message. */
        public String key() {
            return "username." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The arguments of its message. */
        public Object[] args() {
            return switch (this) {
                case TOO_SHORT -> new Object[] {LEAST};
                case TOO_LONG -> new Object[] {MOST};
                default -> new Object[0];
            };
        }
    }
}
