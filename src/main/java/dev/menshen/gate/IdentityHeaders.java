package dev.menshen.gate;

import dev.menshen.accounts.GroupName;
import dev.menshen.accounts.Identity;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * The headers that tell an application who is there. All of them stand on every answer, empty where there is nothing to
 * tell: one that is left out would let a client's own through.
 */
final class IdentityHeaders {

    static final String USER = "Remote-User";
    static final String NAME = "Remote-Name";
    static final String EMAIL = "Remote-Email";
    static final String GROUPS = "Remote-Groups";

    private static final String HEX = "0123456789ABCDEF";

    private IdentityHeaders() {}

    static void nobody(Context ctx) {
        ctx.header(USER, "").header(NAME, "").header(EMAIL, "").header(GROUPS, "");
    }

    static void of(Context ctx, Identity who) {
        ctx.header(USER, encoded(who.username()))
                .header(NAME, encoded(who.name()))
                .header(EMAIL, encoded(who.email().orElse("")))
                .header(
                        GROUPS,
                        who.groups().isEmpty()
                                ? ""
                                : encoded(who.groups().stream()
                                        .map(GroupName::text)
                                        .collect(Collectors.joining(","))));
    }

    /**
     * As it can stand in a header: UTF-8, with all that is not visible ASCII, and the percent sign itself, written as
     * {@code %E5} and the like (RFC 3986, section 2.1), so that whoever decodes it gets exactly what was there.
     */
    static String encoded(String text) {
        if (text.chars().allMatch(IdentityHeaders::isPlain)) {
            return text;
        }
        StringBuilder encoded = new StringBuilder(text.length() * 3);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(b)) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
            }
        }
        return encoded.toString();
    }

    private static boolean isPlain(int c) {
        return c >= ' ' && c < 0x7f && c != '%';
    }
}
