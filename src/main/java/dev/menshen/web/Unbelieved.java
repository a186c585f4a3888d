package dev.menshen.web;

import io.javalin.http.Context;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Peers that send forwarding headers and are not believed: a proxy that was forgotten in the settings, or somebody who
 * tries. Each is told of once.
 */
final class Unbelieved {

    private static final Logger LOG = LoggerFactory.getLogger("menshen");

    private static final String[] HEADERS = {"X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host"};

    /** More would be no proxies. */
    private static final int MOST = 50;

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** Whether a request has none of the headers by which proxies forward; {@code has} says which there are. */
    static boolean isSilent(Predicate<String> has) {
        for (String header : HEADERS) {
            if (has.test(header)) {
                return false;
            }
        }
        return true;
    }

    /** Tells of the peer at this address, the first time that it sends such a header. */
    void noticed(Context ctx, String address) {
        for (String header : HEADERS) {
            if (ctx.req().getHeader(header) != null) {
                if (told.size() < MOST && told.add(address)) {
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
}
