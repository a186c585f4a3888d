package dev.menshen.web;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an {@code Accept} header asks for, as far as we have a choice: JSON or a page (RFC 9110, section 12.5.1). */
final class Accept {

    private Accept() {}

    /** Whether JSON is named, and a page is not named with as much weight. */
    static boolean prefersJson(@Nullable String header) {
        if (header == null) {
            return false;
        }
        double json = weight(header, "application/json");
        return json > 0 && json > weight(header, "text/html");
    }

    private static double weight(String header, String type) {
        double most = 0;
        for (String range : header.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = range.split(";", -1);
            if (parts[0].strip().equals(type)) {
                most = Math.max(most, weight(parts));
            }
        }
        return most;
    }

    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].strip();
            if (part.startsWith("q=")) {
                try {
                    return Double.parseDouble(part.substring(2));
                } catch (NumberFormatException malformed) {
                    return 0;
                }
            }
        }
        return 1;
    }
}
