package dev.menshen.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.ee10.servlet.ErrorHandler;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What the HTTP server itself answers to what never becomes a request of ours: broken framing, headers too large, a
 * path that can be read two ways. It has our headers, the status, and no word of what software this is.
 */
public final class ServerErrors extends ErrorHandler {

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateCacheControl(Response response) {
        Headers.ALWAYS.forEach((name, value) -> response.getHeaders().put(name, value));
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        String accept = request.getHeaders().get(HttpHeader.ACCEPT);
        boolean json = accept != null && accept.contains("application/json") && !accept.contains("text/html");
        response.getHeaders()
                .put(HttpHeader.CONTENT_TYPE, json ? "application/json; charset=utf-8" : "text/html; charset=utf-8");
        String body = json
                ? "{\"status\":false,\"error\":{\"form\":[\"HTTP " + code + "\"]}}"
                : "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + code
                        + "</title></head><body><h1>" + code
                        + "</h1><p>无法处理这个请求。</p><p>This request cannot be handled.</p></body></html>";
        response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
    }
}
