package dev.menshen;

import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * One request that a door has answered, as its server saw it.
 *
 * @param origin its {@code Origin}, empty without one
 * @param cookies its {@code Cookie}, empty without one
 */
public record Heard(String verb, String path, String origin, String cookies, int status) {

    static Heard of(Request request, Response response) {
        return new Heard(
                request.getMethod(),
                Request.getPathInContext(request),
                Objects.requireNonNullElse(request.getHeaders().get(HttpHeader.ORIGIN), ""),
                Objects.requireNonNullElse(request.getHeaders().get(HttpHeader.COOKIE), ""),
                response.getStatus());
    }
}
