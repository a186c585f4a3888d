package dev.menshen.accounts;

import java.lang.Character.UnicodeBlock;
import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The characters of a name in NFKC, one code point each, and what may be confused among them (after UTS 39). */
final class NameLetters {

    private static final String SIGNS = "._-";

    /** As many digits without a letter may be somebody's number. No phone has fewer. */
    private static final int PHONE_DIGITS = Phone.LEAST_DIGITS;

    /** Letters that show nothing, and marks that choose among shapes that look the same. */
    private static final Set<Integer> INVISIBLE =
            Set.of(0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x3164, 0xFFA0);

    /** Letters of no script of their own that belong to Japanese words: the long vowel and the closing mark. */
    private static final Set<Integer> JAPANESE = Set.of(0x30FC, 0x3006);

    /** Latin letters of phonetics, most of them look-alikes of ordinary ones. */
    private static final Set<UnicodeBlock> PHONETIC = Set.of(
            UnicodeBlock.PHONETIC_EXTENSIONS,
            UnicodeBlock.PHONETIC_EXTENSIONS_SUPPLEMENT,
            UnicodeBlock.LATIN_EXTENDED_C,
            UnicodeBlock.LATIN_EXTENDED_D,
            UnicodeBlock.LATIN_EXTENDED_E);

    /** A tower of marks on one letter covers its neighbours. */
    private static final int MARKS_IN_A_ROW = 2;

    /** What is written together without being mistaken: one of these, or any single script. */
    private static final List<Set<UnicodeScript>> TOGETHER = List.of(
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.LATIN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA),
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.LATIN, UnicodeScript.HANGUL),
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.LATIN, UnicodeScript.BOPOMOFO));

    private final int[] all;

    NameLetters(String name) {
        this.all = name.codePoints().toArray();
    }

    /** Whether there are only letters, digits and signs, with no more marks than a letter carries. */
    boolean areAllowed() {
        // As if there were enough already: a mark needs a letter before it.
        int marks = MARKS_IN_A_ROW;
        for (int character : all) {
            if (isMark(character)) {
                marks++;
            } else if (isAllowed(character)) {
                marks = Character.isLetter(character) ? 0 : MARKS_IN_A_ROW;
            } else {
                return false;
            }
            if (marks > MARKS_IN_A_ROW) {
                return false;
            }
        }
        return true;
    }

    /** A mark of one script's own, such as a Thai or Devanagari vowel; those for any letter are composed or refused. */
    private static boolean isMark(int character) {
        int type = Character.getType(character);
        return (type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK)
                && UnicodeScript.of(character) != UnicodeScript.INHERITED
                && !INVISIBLE.contains(character);
    }

    private static boolean isAllowed(int character) {
        if (SIGNS.indexOf(character) >= 0 || Character.isDigit(character)) {
            return true;
        }
        return Character.isLetter(character)
                && !INVISIBLE.contains(character)
                && (UnicodeScript.of(character) != UnicodeScript.COMMON || JAPANESE.contains(character));
    }

    /** Whether there is a letter or digit, and no dot at either end. */
    boolean beginAndEndWell() {
        boolean anyLetterOrDigit = false;
        for (int character : all) {
            anyLetterOrDigit |= Character.isLetterOrDigit(character);
        }
        return anyLetterOrDigit && all[0] != '.' && all[all.length - 1] != '.';
    }

    /** Whether this is nothing but digits, and enough of them for a number. */
    boolean readAsPhone() {
        int digits = 0;
        for (int character : all) {
            if (Character.isDigit(character)) {
                digits++;
            } else if (SIGNS.indexOf(character) < 0) {
                return false;
            }
        }
        return digits >= PHONE_DIGITS;
    }

    /** Whether letters or digits of different scripts stand together that nobody writes together. */
    boolean mixScripts() {
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        Set<Integer> zeros = new HashSet<>();
        for (int character : all) {
            UnicodeScript script = UnicodeScript.of(character);
            if (Character.isDigit(character)) {
                zeros.add(character - Character.digit(character, 10));
            }
            if (script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED) {
                scripts.add(script);
            }
        }
        if (zeros.size() > 1) {
            return true;
        }
        return scripts.size() > 1 && TOGETHER.stream().noneMatch(set -> set.containsAll(scripts));
    }

    /** Whether the name can be taken for one in plain Latin letters, or has letters that are made to. */
    boolean lookLatin() {
        boolean foreign = false;
        boolean allAlike = true;
        for (int character : all) {
            if (LookAlikes.isOddLatin(character) || PHONETIC.contains(UnicodeBlock.of(character))) {
                return true;
            }
            if (Character.isLetter(character)) {
                foreign |= UnicodeScript.of(character) != UnicodeScript.LATIN;
                allAlike &= LookAlikes.isLatinAlike(character);
            }
        }
        return foreign && allAlike;
    }
}
