package dev.menshen.accounts;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What a new password must be: long enough, and none that is guessed first. There are no rules on its characters.
 *
 * <p>Source: NIST SP 800-63B-4, section 3.1.1.2. Length counts code points in NFC.
 */
public final class PasswordRules {

    /** No setting goes below this. */
    public static final int LEAST = 8;

    /** More than anybody types, and little enough that it costs nothing to look at. */
    public static final int MOST = 128;

    /** What the house is called, in the spellings of its door. */
    private static final List<String> PRODUCT = List.of("menshen", "门神", "門神");

    /** As much as a date: a name with it is guessed, a name with more is not. */
    private static final int TRIMMINGS = 8;

    /** A shorter word, repeated, is a pattern rather than somebody's name. */
    private static final int LEAST_REPEATED = 3;

    private final int least;

    /**
     * The rules of a house.
     *
     * @param least characters that a password must have, 8 or more
     */
    public PasswordRules(int least) {
        if (least < LEAST || least > MOST) {
            throw new IllegalArgumentException(
                    "a password has from " + LEAST + " to " + MOST + " characters: " + least);
        }
        this.least = least;
    }

    /** The fewest characters of a password. */
    public int least() {
        return least;
    }

    /** Hands on a password exactly as typed, or says why it is refused whoever its owner is. */
    public <R> R read(
            String password, Function<? super String, ? extends R> good, Function<? super Flaw, ? extends R> flaw) {
        // A character of NFC takes at most 4 code units more before it is composed; what is longer is not looked at.
        if (password.length() > 4 * MOST) {
            return flaw.apply(Flaw.TOO_LONG);
        }
        String composed = Normalizer.normalize(password, Normalizer.Form.NFC);
        int length = composed.codePointCount(0, composed.length());
        if (length < least) {
            return flaw.apply(Flaw.TOO_SHORT);
        }
        if (length > MOST) {
            return flaw.apply(Flaw.TOO_LONG);
        }
        String folded = Folding.fold(password);
        if (CommonPasswords.has(folded) || CommonPasswords.has(composed.toLowerCase(Locale.ROOT))) {
            return flaw.apply(Flaw.COMMON);
        }
        return isProductName(folded) ? flaw.apply(Flaw.PRODUCT) : good.apply(password);
    }

    private static boolean isProductName(String folded) {
        return PRODUCT.stream().anyMatch(name -> {
            String rest = folded.replace(name, "");
            return rest.length() < folded.length()
                    && rest.length() <= TRIMMINGS
                    && rest.codePoints().noneMatch(Character::isLetter);
        });
    }

    /** Whether two texts are one password: keyboards differ in how they compose what looks the same. */
    public static boolean same(String one, String other) {
        return one.length() <= 4 * MOST
                && other.length() <= 4 * MOST
                && Normalizer.normalize(one, Normalizer.Form.NFC)
                        .equals(Normalizer.normalize(other, Normalizer.Form.NFC));
    }

    /** Whether a password is its owner's name, once or repeated. */
    public boolean repeats(String password, Username owner) {
        return isRepetition(Folding.fold(password), owner.key());
    }

    /** Whether a password is its owner's e-mail address or what stands before its {@code @}, once or repeated. */
    public boolean repeats(String password, Email owner) {
        String folded = Folding.fold(password);
        return isRepetition(folded, owner.key()) || isRepetition(folded, Folding.fold(owner.local()));
    }

    /** Whether a password is its owner's number, with or without its country, however it is punctuated. */
    public boolean repeats(String password, Phone owner) {
        String digits = Folding.nfkc(password).replaceAll("[ +().-]", "");
        return isRepetition(digits, owner.e164().substring(1)) || isRepetition(digits, owner.national());
    }

    private static boolean isRepetition(String text, String word) {
        int times = text.length() / word.length();
        boolean enough = times == 1 || (times > 1 && word.length() >= LEAST_REPEATED);
        return enough && text.equals(word.repeat(times));
    }

    /** The arguments of a flaw's message. */
    public Object[] args(Flaw flaw) {
        return switch (flaw) {
            case TOO_SHORT -> new Object[] {least};
            case TOO_LONG -> new Object[] {MOST};
            default -> new Object[0];
        };
    }

    /** Why a password is refused. */
    public enum Flaw {
        TOO_SHORT,
        TOO_LONG,
        /** On the list of those tried first. */
        COMMON,
        /** The name of this product with next to nothing added. */
        PRODUCT,
        OWN_NAME,
        OWN_EMAIL,
        OWN_PHONE;

        /** The key of its message. */
        public String key() {
            return "password." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
