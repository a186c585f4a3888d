package dev.menshen.audit;

import java.util.Locale;
import java.util.Set;

/**
 * Text that can be written into a log between quotes and cannot get out of them, hide, or reach far: short, and every
 * character that could end a line or a value, or change how others are shown, written as its number.
 */
public final class Plain {

    /** Code points; user names have 32. */
    static final int MOST = 64;

    /** Ends of a value, of a pair and of an escape, and what a log's own formats begin with. */
    private static final String MEANING_SOMETHING = "\"'`\\%=";

    private static final Set<Integer> UNSEEN = Set.of(
            (int) Character.CONTROL,
            (int) Character.FORMAT,
            (int) Character.SURROGATE,
            (int) Character.PRIVATE_USE,
            (int) Character.UNASSIGNED,
            (int) Character.LINE_SEPARATOR,
            (int) Character.PARAGRAPH_SEPARATOR);

    private Plain() {}

    /** This text, or its beginning and an ellipsis. */
    static String text(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().limit(MOST).forEach(point -> append(plain, point));
        return text.codePointCount(0, text.length()) > MOST ? plain + "…" : plain.toString();
    }

    /** The same as one word that needs no quotes: what is not a character of an address is an underscore. */
    static String word(String text) {
        String word = text.replaceAll("[^0-9A-Za-z.:-]", "_");
        return word.isEmpty() ? "-" : word.substring(0, Math.min(word.length(), MOST));
    }

    /** The whole text for a terminal: nothing in it ends the line, moves the cursor, hides, or turns others around. */
    public static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (point == ' ' || isSeen(point)) {
                visible.appendCodePoint(point);
            } else {
                appendNumber(visible, point);
            }
        });
        return visible.toString();
    }

    private static void append(StringBuilder plain, int point) {
        if (point == ' ' || (isSeen(point) && MEANING_SOMETHING.indexOf(point) < 0)) {
            plain.appendCodePoint(point);
        } else {
            appendNumber(plain, point);
        }
    }

    private static void appendNumber(StringBuilder plain, int point) {
        plain.append(String.format(Locale.ROOT, "\\u{%X}", point));
    }

    private static boolean isSeen(int point) {
        return !UNSEEN.contains(Character.getType(point)) && !Character.isSpaceChar(point);
    }
}
