package dev.menshen;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;

/** Reads the domain that one sign-in is to count for, by the rules that browsers hold cookies to. */
final class CookieDomain {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9-]{1,63}");

    private CookieDomain() {}

    /** What is wrong with it, in words that go on after the setting's name; empty when nothing is. */
    static Optional<String> flaw(String domain) {
        if (!isName(domain)) {
            return Optional.of("a domain such as example.lan");
        }
        // Browsers drop a cookie for a suffix under which anybody can have a name (RFC 6265bis, section 5.7, step 9).
        if (PublicSuffixMatcherLoader.getDefault().matches(domain)) {
            return Optional.of("a domain of your own under it: browsers take no cookie for a public suffix");
        }
        return Optional.empty();
    }

    /** Whether these are two labels or more, the last of which is no number: an address is no domain. */
    private static boolean isName(String domain) {
        String[] labels = domain.split("\\.", -1);
        for (String label : labels) {
            if (!LABEL.matcher(label).matches() || label.startsWith("-") || label.endsWith("-")) {
                return false;
            }
        }
        return labels.length > 1 && labels[labels.length - 1].chars().anyMatch(Character::isLetter);
    }
}
