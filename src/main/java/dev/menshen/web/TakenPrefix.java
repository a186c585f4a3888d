package dev.menshen.web;

import java.net.InetSocketAddress;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Puts the base path back that a trusted proxy took away from a request's path, so that one setting serves proxies that
 * strip their prefix and those that do not. Some say that they did, in {@code X-Forwarded-Prefix}; from one that forwards
 * a path which is not under the base path it is plain.
 */
final class TakenPrefix extends Handler.Wrapper {

    private static final String PREFIX = "X-Forwarded-Prefix";
    private static final List<String> FORWARDING = List.of("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host");

    private final String base;
    private final TrustedProxies proxies;

    /** One that restores {@code base}, which has no slash at its end and is not empty. */
    TakenPrefix(String base, TrustedProxies proxies) {
        this.base = base;
        this.proxies = proxies;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(wasTaken(request) ? restored(request) : request, response, callback);
    }

    private boolean wasTaken(Request request) {
        String path = request.getHttpURI().getPath();
        return path != null
                && path.startsWith("/")
                && !path.equals(base)
                && !path.startsWith(base + "/")
                && isSaid(request.getHeaders())
                && request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress peer
                && proxies.trusts(peer.getAddress());
    }

    private boolean isSaid(HttpFields headers) {
        String prefix = headers.get(PREFIX);
        return prefix == null
                ? FORWARDING.stream().anyMatch(headers::contains)
                : prefix.equals(base) || prefix.equals(base + "/");
    }

    private Request restored(Request request) {
        HttpURI uri = request.getHttpURI();
        return Request.serveAs(request, HttpURI.build(uri, base + uri.getPath(), uri.getParam(), uri.getQuery()));
    }
}
