package dev.menshen.web;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers "yes" to the gate's questions before an application is entered, for they are asked about every request to
 * every application behind it. All that is not a plain yes goes the ordinary way and is answered there, with the same
 * headers.
 */
final class ShortWay extends Handler.Wrapper {

    private static final HttpField TEXT = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");

    private final HttpFields always;
    private final Map<String, AtOnce> ways;
    private final TrustedProxies proxies;

    /** A short way for these paths. */
    ShortWay(Map<String, AtOnce> ways, TrustedProxies proxies) {
        this.ways = Map.copyOf(ways);
        this.proxies = proxies;
        HttpFields.Mutable fields = HttpFields.build();
        fields.add(TEXT);
        Headers.ENCODED.forEach(fields::add);
        this.always = fields.asImmutable();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        AtOnce way = isPlain(request) ? ways.get(request.getHttpURI().getPath()) : null;
        Optional<Map<String, String>> yes = way == null ? Optional.empty() : way.yes(new ServerQuestion(request));
        if (yes.isEmpty()) {
            return super.handle(request, response, callback);
        }
        response.setStatus(200);
        HttpFields.Mutable headers = response.getHeaders();
        headers.add(always);
        yes.get().forEach(headers::add);
        response.write(true, null, callback);
        return true;
    }

    /** A body would have to be read, and a peer that forwards and is not believed is to be told of. */
    private boolean isPlain(Request request) {
        HttpFields headers = request.getHeaders();
        return request.getMethod().equals("GET")
                && request.getLength() <= 0
                && !headers.contains(HttpHeader.TRANSFER_ENCODING)
                && (Unbelieved.isSilent(headers::contains) || isBelieved(request));
    }

    private boolean isBelieved(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress peer
                && proxies.trusts(peer.getAddress());
    }
}
