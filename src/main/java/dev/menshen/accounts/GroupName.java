package dev.menshen.accounts;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a group: 1 to 32 letters or digits of any script plus {@code . _ -}, in lower case and NFC, so that two
 * spellings are one group. It holds no comma, for lists of groups are separated by commas wherever they are told.
 */
public record GroupName(String text) implements Comparable<GroupName> {

    private static final Pattern LETTERS = Pattern.compile("[\\p{L}\\p{M}\\p{N}._-]{1,32}");

    /** Reads a group's name; empty when it cannot be one. */
    public static Optional<GroupName> read(String typed) {
        if (typed.isEmpty()) {
            return Optional.empty();
        }
        String text = Normalizer.normalize(typed.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return LETTERS.matcher(text).matches() ? Optional.of(new GroupName(text)) : Optional.empty();
    }

    @Override
    public int compareTo(GroupName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
