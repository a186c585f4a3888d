package dev.menshen.web;

import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;

/**
 * Our cookies among all that a browser sends, cut up as browsers put them together (RFC 6265, section 4.2.1): pairs with
 * semicolons between, whatever is in them. The other applications of a host set cookies too, and one that is broken must
 * take neither ours nor the page with it, as it does where the whole header is parsed.
 */
final class CookieHeader {

    private CookieHeader() {}

    /** The values of all cookies of this name in these headers. */
    static List<String> values(Enumeration<String> headers, String name) {
        List<String> values = new ArrayList<>(1);
        while (headers.hasMoreElements()) {
            add(values, headers.nextElement(), name);
        }
        return values;
    }

    private static void add(List<String> values, String header, String name) {
        int start = 0;
        while (start < header.length()) {
            int next = header.indexOf(';', start);
            int end = next < 0 ? header.length() : next;
            while (start < end && header.charAt(start) <= ' ') {
                start++;
            }
            int value = start + name.length() + 1;
            if (value <= end && header.startsWith(name, start) && header.charAt(value - 1) == '=') {
                values.add(header.substring(value, end).strip());
            }
            start = end + 1;
        }
    }
}
