package dev.menshen.accounts;

import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/** An e-mail address by the rules that browsers have for {@code <input type=email>} (WHATWG HTML), intranet ones too. */
public final class Email {

    /** RFC 5321, section 4.5.3.1.3, less the angle brackets. */
    private static final int MOST = 254;

    private static final String LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
    private static final Pattern ADDRESS =
            Pattern.compile("[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]++@" + LABEL + "(?:\\." + LABEL + ")*+");

    private final String text;

    private Email(String text) {
        this.text = text;
    }

    /** Reads an address as somebody typed it, full-width letters included, and says why where it is none. */
    public static <R> R read(
            String text, Function<? super Email, ? extends R> good, Function<? super Flaw, ? extends R> flaw) {
        if (text.length() > 2 * MOST) {
            return flaw.apply(Flaw.TOO_LONG);
        }
        String address = Folding.nfkc(text).strip();
        if (address.length() > MOST) {
            return flaw.apply(Flaw.TOO_LONG);
        }
        return ADDRESS.matcher(address).matches() ? good.apply(new Email(address)) : flaw.apply(Flaw.MALFORMED);
    }

    /** An address as the database keeps it. */
    static Email kept(String text) {
        return new Email(text);
    }

    /** The address as its owner typed it: the only form that mail is sent to. */
    public String text() {
        return text;
    }

    /** What is unique: the address in lower case. */
    public String key() {
        return text.toLowerCase(Locale.ROOT);
    }

    /** What stands before the {@code @}. */
    String local() {
        return text.substring(0, text.lastIndexOf('@'));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Email that && key().equals(that.key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    /** Why a text is no e-mail address. */
    public enum Flaw {
        TOO_LONG,
        MALFORMED;

        /** The key of its message. */
        public String key() {
            return "email." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The arguments of its message. */
        public Object[] args() {
            return switch (this) {
                case TOO_LONG -> new Object[] {MOST};
                default -> new Object[0];
            };
        }
    }
}
