package dev.menshen.gate;

import dev.menshen.web.Answers;
import dev.menshen.web.Origin;
import dev.menshen.web.Peer;
import dev.menshen.web.Query;
import dev.menshen.web.ReturnTo;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells whoever asks how the door sees them, through whatever proxies there are in between: for {@code menshen doctor},
 * and for whoever sets a proxy up. It tells nobody anything of others.
 */
public final class Mirror {

    private final Peer peer;
    private final ReturnTo returnTo;

    public Mirror(Peer peer, ReturnTo returnTo) {
        this.peer = peer;
        this.returnTo = returnTo;
    }

    /** Answers with the address and the origin as they are seen, and whether {@code ?next} would be gone to. */
    public void show(Context ctx) {
        Map<String, Object> seen = new LinkedHashMap<>();
        seen.put("address", peer.address(ctx));
        seen.put("origin", peer.origin(ctx).map(Origin::toString).orElse(""));
        seen.put("proxy_believed", peer.isBelieved(ctx));
        seen.put("next_allowed", returnTo.safe(ctx, Query.value(ctx, "next")).isPresent());
        Answers.json(ctx, 200, Map.of("status", true, "data", seen));
    }
}
