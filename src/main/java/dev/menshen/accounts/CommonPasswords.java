package dev.menshen.accounts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The list of passwords that are tried first, in lower case. */
final class CommonPasswords {

    private CommonPasswords() {}

    /** Whether this password, folded, is one of them. */
    static boolean has(String folded) {
        return folded.indexOf('\n') < 0 && Text.LINES.contains("\n" + folded + "\n");
    }

    /**
     * The list as one text, read when it is first asked for.
     *
     * <p>Searching some 100 kB takes microseconds beside the hash that follows; a set of as many strings would take ten
     * times the memory for as long as the door is open.
     */
    private static final class Text {

        private static final String LINES = read();

        private static String read() {
            try (InputStream in = CommonPasswords.class.getResourceAsStream("common-passwords.txt")) {
                if (in == null) {
                    throw new IllegalStateException("missing from the jar: common-passwords.txt");
                }
                return "\n" + new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
