package dev.menshen.accounts;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The number of a phone that can receive a text message, the same however it was typed. */
public final class Phone {

    /** No number in the world is shorter with its country; and no user name has so many digits and nothing else. */
    static final int LEAST_DIGITS = 7;

    /** More than any number, its prefixes and all the punctuation people put in. */
    private static final int MOST_TYPED = 64;

    private static final int CHINA = 86;

    private static final Pattern REGION = Pattern.compile("[A-Z]{2}");

    /** Wider than the library's table, for new ranges are handed out faster than tables are. */
    private static final Pattern CHINESE_MOBILE = Pattern.compile("\\+861[3-9][0-9]{9}");

    /** Kinds of numbers elsewhere that reach one person; the others are landlines, hotlines and what costs extra. */
    private static final Set<PhoneNumberType> PERSONAL = EnumSet.of(
            PhoneNumberType.MOBILE,
            PhoneNumberType.FIXED_LINE_OR_MOBILE,
            PhoneNumberType.PERSONAL_NUMBER,
            PhoneNumberType.VOIP);

    private final String e164;

    private Phone(String e164) {
        this.e164 = e164;
    }

    /**
     * Reads a number as somebody typed it, and says why where it is none.
     *
     * @param region where numbers without a country are from, as {@link #isRegion} knows it
     */
    public static <R> R read(
            String text,
            String region,
            Function<? super Phone, ? extends R> good,
            Function<? super Flaw, ? extends R> flaw) {
        Optional<PhoneNumber> parsed = typed(text).flatMap(number -> parsed(number, region));
        if (parsed.isEmpty()) {
            return flaw.apply(Flaw.MALFORMED);
        }
        PhoneNumber number = parsed.get();
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        String e164 = numbers.format(number, PhoneNumberFormat.E164);
        if (CHINESE_MOBILE.matcher(e164).matches()) {
            return good.apply(new Phone(e164));
        }
        if (!numbers.isValidNumber(number)) {
            return flaw.apply(Flaw.MALFORMED);
        }
        // Every mobile number of China has been accepted above.
        return number.getCountryCode() != CHINA && PERSONAL.contains(numbers.getNumberType(number))
                ? good.apply(new Phone(e164))
                : flaw.apply(Flaw.NOT_MOBILE);
    }

    /** The number with plain digits and signs; empty where there is anything else, or too little or too much. */
    private static Optional<String> typed(String text) {
        if (text.length() > MOST_TYPED) {
            return Optional.empty();
        }
        StringBuilder plain = new StringBuilder();
        int digits = 0;
        for (int character : Folding.nfkc(text).strip().codePoints().toArray()) {
            if (Character.isDigit(character)) {
                plain.append(Character.digit(character, 10));
                digits++;
            } else if (Character.getType(character) == Character.DASH_PUNCTUATION) {
                plain.append('-');
            } else if (" +().".indexOf(character) >= 0) {
                plain.appendCodePoint(character);
            } else if (Character.getType(character) != Character.FORMAT) {
                // Contact lists wrap numbers in invisible direction marks; letters would be read as vanity numbers.
                return Optional.empty();
            }
        }
        return digits < LEAST_DIGITS ? Optional.empty() : Optional.of(plain.toString());
    }

    private static Optional<PhoneNumber> parsed(String number, String region) {
        try {
            return Optional.of(PhoneNumberUtil.getInstance().parse(number, region));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    /** Whether this is the code of a country or region that has phone numbers (ISO 3166-1 alpha-2), such as CN. */
    public static boolean isRegion(String code) {
        // Asked at every start, when the library itself need not be loaded yet.
        return REGION.matcher(code).matches()
                && PhoneNumberUtil.class.getResource("data/PhoneNumberMetadataProto_" + code) != null;
    }

    /** A number as the database keeps it. */
    static Phone kept(String e164) {
        return new Phone(e164);
    }

    /** The number with its country, such as {@code +8613800138000} (E.164): what is unique, and what is dialled. */
    public String e164() {
        return e164;
    }

    /** The number without its country, digits alone. */
    public String national() {
        return parsed(e164, "ZZ")
                .map(PhoneNumberUtil.getInstance()::getNationalSignificantNumber)
                .orElseGet(() -> e164.substring(1));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Phone that && e164.equals(that.e164);
    }

    @Override
    public int hashCode() {
        return e164.hashCode();
    }

    @Override
    public String toString() {
        return e164;
    }

    /** Why a text is no phone number of ours. */
    public enum Flaw {
        MALFORMED,
        /** A number, but no phone that receives texts for one person. */
        NOT_MOBILE;

        /** The key of its message, which has no arguments. */
        public String key() {
            return "phone." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
