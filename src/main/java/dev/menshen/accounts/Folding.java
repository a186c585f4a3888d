package dev.menshen.accounts;

import java.text.Normalizer;
import java.util.Locale;

/** The form of a text in which spellings that people take for the same are the same, in every locale. */
final class Folding {

    private Folding() {}

    /** The text in NFKC: full-width letters become ordinary ones, composed characters one code point. */
    static String nfkc(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    /**
     * The text in NFKC and without regard to case.
     *
     * <p>Upper case first, for it unfolds what has no other pair ({@code ß} and {@code SS}, {@code ı} and {@code I}).
     * Each step may give the other something to do, so they alternate until nothing changes.
     */
    static String fold(String text) {
        String folded = nfkc(text);
        while (true) {
            String next = nfkc(folded.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
            if (next.equals(folded)) {
                return folded;
            }
            folded = next;
        }
    }
}
