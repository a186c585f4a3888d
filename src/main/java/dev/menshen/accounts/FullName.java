package dev.menshen.accounts;

import java.text.Normalizer;
import java.util.Optional;

/** How colleagues write somebody's name: 1 to 64 printable characters of any script, in NFC, with single blanks. */
public record FullName(String text) {

    private static final int MOST = 64;

    /** Reads a name; empty when it has none or too many characters, or some that cannot be seen. */
    public static Optional<FullName> read(String typed) {
        String text = Normalizer.normalize(typed.strip(), Normalizer.Form.NFC).replaceAll("\\p{Zs}+", " ");
        boolean fits = !text.isEmpty() && text.codePointCount(0, text.length()) <= MOST;
        return fits && text.codePoints().allMatch(FullName::isSeen)
                ? Optional.of(new FullName(text))
                : Optional.empty();
    }

    private static boolean isSeen(int c) {
        return c == ' '
                || switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SPACE_SEPARATOR -> false;
                    default -> true;
                };
    }
}
