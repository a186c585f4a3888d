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
final class ServerErrors extends org.eclipse.jetty.server.handler.ErrorHandler {

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateCacheControl(Response response) {
        head(response);
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        end(cause);
        body(request, response, code, callback);
    }

    /** The same for what the servlet container refuses, which asks a handler of its own kind. */
    static final class Inside extends ErrorHandler {

        @Override
        public boolean errorPageForMethod(String method) {
            return true;
        }

        @Override
        protected void generateCacheControl(Response response) {
            head(response);
        }

        @Override
        protected void generateResponse(
                Request request,
                Response response,
                int code,
                @Nullable String message,
                @Nullable Throwable cause,
                Callback callback) {
            end(cause);
            body(request, response, code, callback);
        }
    }

    private static void end(@Nullable Throwable cause) {
        if (cause != null) {
            OutOfMemory.end(cause);
        }
    }

    private static void head(Response response) {
        Headers.ENCODED.forEach(response.getHeaders()::put);
    }

    private static void body(Request request, Response response, int code, Callback callback) {
        // A version or coding we don't know is the client's mistake, though its status is written with a 5.
        int status = code == 501 || code == 505 ? 400 : code;
        response.setStatus(status);
        boolean json = Accept.prefersJson(request.getHeaders().get(HttpHeader.ACCEPT));
        String type = json ? "application/json" : "text/html";
        String text = json
                ? "{\"status\":false,\"error\":{\"form\":[\"无法处理这个请求。 This request cannot be handled. (" + status
                        + ")\"]}}"
                : "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + status
                        + "</title></head><body><main><h1>" + status + "</h1><p lang=\"zh-CN\">无法处理这个请求。</p>"
                        + "<p>This request cannot be handled.</p></main></body></html>";
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type + ";charset=utf-8");
        response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
    }
}
