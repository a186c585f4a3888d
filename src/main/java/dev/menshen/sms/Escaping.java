package dev.menshen.sms;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How a text is written so that what surrounds it takes it for nothing but text. */
enum Escaping {
    /** Within the quotes of a JSON string (RFC 8259, section 7). */
    JSON {
        @Override
        String of(String text) {
            StringBuilder escaped = new StringBuilder();
            text.chars().forEach(c -> {
                if (c == '"' || c == '\\') {
                    escaped.append('\\').append((char) c);
                } else if (c < ' ' || c == '\u2028' || c == '\u2029') {
                    escaped.append(String.format(Locale.ROOT, "\\u%04x", c));
                } else {
                    escaped.append((char) c);
                }
            });
            return escaped.toString();
        }
    },
    /** Within a form or the query of an address: a blank is {@code %20}, which both take. */
    PERCENT {
        @Override
        String of(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        }
    };

    abstract String of(String text);
}
