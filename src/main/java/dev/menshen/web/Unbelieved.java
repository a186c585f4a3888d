package dev.menshen.web;

import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Peers that send forwarding headers and are not believed: a proxy that was forgotten in the settings, or somebody who
 * tries. Each is told of once in a while, and no more of them than a log can bear; strangers who fill it up keep the
 * forgotten proxy out of it no longer than that while.
 */
final class Unbelieved {

    private static final Logger LOG = LoggerFactory.getLogger("menshen");

    private static final String[] HEADERS = {
        "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Prefix"
    };

    /** More would be no proxies. */
    private static final int MOST = 50;

    private static final Duration WHILE = Duration.ofHours(1);

    private final InstantSource clock;
    private final Set<String> told = new HashSet<>();
    private Instant end = Instant.MIN;

    Unbelieved(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether a request has none of the headers by which proxies forward; {@code has} says which there are. */
    static boolean isSilent(Predicate<String> has) {
        for (String header : HEADERS) {
            if (has.test(header)) {
                return false;
            }
        }
        return true;
    }

    /** Tells of the peer at this address, the first time in a while that it sends such a header. */
    void noticed(Context ctx, String address) {
        for (String header : HEADERS) {
            if (ctx.req().getHeader(header) != null) {
                if (isToBeTold(address)) {
                    LOG.warn(
                            "{} from {} is not believed, for {} is not in trusted-proxies; if it is your proxy, add it",
                            header,
                            address,
                            address);
                }
                return;
            }
        }
    }

    private synchronized boolean isToBeTold(String address) {
        Instant now = clock.instant();
        if (!now.isBefore(end)) {
            told.clear();
            end = now.plus(WHILE);
        }
        return told.size() < MOST && told.add(address);
    }
}
