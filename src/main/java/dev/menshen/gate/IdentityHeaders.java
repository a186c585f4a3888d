package dev.menshen.gate;

import dev.menshen.accounts.GroupName;
import dev.menshen.accounts.Identity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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

    /** Name → value where nobody is there. */
    static final Map<String, String> NOBODY = named("", "", "", "");

    private IdentityHeaders() {}

    /** Name → value. */
    static Map<String, String> of(Identity who) {
        return named(
                encoded(who.username()),
                encoded(who.name()),
                encoded(who.email().orElse("")),
                groups(who.groups()));
    }

    private static Map<String, String> named(String user, String name, String email, String groups) {
        return Map.of(USER, user, NAME, name, EMAIL, email, GROUPS, groups);
    }

    private static String groups(List<GroupName> groups) {
        return groups.isEmpty()
                ? ""
                : encoded(groups.stream().map(GroupName::text).collect(Collectors.joining(",")));
    }

    /**
     * As it can stand in a header: UTF-8, with all that is not visible ASCII, and the percent sign itself, written as
     * {@code %E5} and the like (RFC 3986, section 2.1), so that whoever decodes it gets exactly what was there.
     */
    static String encoded(String text) {
        if (isPlain(text)) {
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

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(int c) {
        return c >= ' ' && c < 0x7f && c != '%';
    }
}
