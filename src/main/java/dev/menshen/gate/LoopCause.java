package dev.menshen.gate;

import dev.menshen.web.AtGate.Brought;
import dev.menshen.web.Origin;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why an application does not see somebody's sign-in, as far as it can be told from the two addresses and from what the
 * gate was brought.
 *
 * @param key such as {@code host}, of the texts that tell it
 * @param args what the texts name: our host, the application's host
 */
record LoopCause(String key, List<Object> args) {

    /**
     * Finds the cause.
     *
     * @param ours our origin as this browser sees it
     * @param theirs the application's
     * @param cookieDomain the setting
     * @param brought the word that the gate put into the address of the sign-in page, or whatever stands there
     */
    static LoopCause of(@Nullable Origin ours, @Nullable Origin theirs, Optional<String> cookieDomain, String brought) {
        if (ours == null || theirs == null) {
            return new LoopCause("unknown", List.of("", ""));
        }
        return new LoopCause(
                hosts(ours, theirs, cookieDomain)
                        .or(() -> schemes(ours, theirs, brought))
                        .orElseGet(() -> cookies(brought)),
                List.of(ours.host(), theirs.host(), cookieDomain.orElse("")));
    }

    private static Optional<String> hosts(Origin ours, Origin theirs, Optional<String> cookieDomain) {
        if (ours.host().equals(theirs.host())) {
            return Optional.empty();
        }
        if (cookieDomain.isEmpty()) {
            return Optional.of("host");
        }
        if (!theirs.isUnder(cookieDomain.get())) {
            return Optional.of("outside");
        }
        return ours.isUnder(cookieDomain.get()) ? Optional.empty() : Optional.of("door");
    }

    private static Optional<String> schemes(Origin ours, Origin theirs, String brought) {
        if (ours.isHttps() && !theirs.isHttps()) {
            return Optional.of("scheme");
        }
        return brought.equals(Brought.OTHER_SCHEME.word()) ? Optional.of("proto") : Optional.empty();
    }

    private static String cookies(String brought) {
        for (Brought known : Brought.values()) {
            if (known.word().equals(brought)) {
                return brought;
            }
        }
        return "unknown";
    }
}
