package dev.menshen.web;

import io.javalin.http.Context;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that the application has to answer. */
public final class AppQuestion implements Question {

    private final Context ctx;

    public AppQuestion(Context ctx) {
        this.ctx = ctx;
    }

    @Override
    public @Nullable String header(String name) {
        return ctx.req().getHeader(name);
    }

    @Override
    public @Nullable String single(String name) {
        Enumeration<String> values = ctx.req().getHeaders(name);
        return ServerQuestion.single(values);
    }

    @Override
    public @Nullable String query() {
        return ctx.req().getQueryString();
    }

    @Override
    public List<String> cookies(String name) {
        return CookieHeader.values(ctx.req().getHeaders("Cookie"), name);
    }

    @Override
    public @Nullable Object kept() {
        return ctx.req().getAttribute(ServerQuestion.DECISION);
    }

    @Override
    public void keep(Object decision) {
        ctx.req().setAttribute(ServerQuestion.DECISION, decision);
    }
}
