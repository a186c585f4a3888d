package dev.menshen.web;

import java.util.Enumeration;
import java.util.List;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request as the HTTP server has it, before any application. */
final class ServerQuestion implements Question {

    /** The attribute under which the decision is kept, for the server and for the application. */
    static final String DECISION = "dev.menshen.decision";

    private final Request request;

    ServerQuestion(Request request) {
        this.request = request;
    }

    @Override
    public @Nullable String header(String name) {
        return request.getHeaders().get(name);
    }

    @Override
    public @Nullable String single(String name) {
        return single(request.getHeaders().getValues(name));
    }

    /** The only one of these values. */
    static @Nullable String single(Enumeration<String> values) {
        String value = values.hasMoreElements() ? values.nextElement() : null;
        return values.hasMoreElements() ? null : value;
    }

    @Override
    public @Nullable String query() {
        return request.getHttpURI().getQuery();
    }

    @Override
    public List<String> cookies(String name) {
        return CookieHeader.values(request.getHeaders().getValues("Cookie"), name);
    }

    @Override
    public @Nullable Object kept() {
        return request.getAttribute(DECISION);
    }

    @Override
    public void keep(Object decision) {
        request.setAttribute(DECISION, decision);
    }
}
