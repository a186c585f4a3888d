package dev.menshen.fuzz;

import io.javalin.http.Context;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import org.eclipse.jetty.http.ComplianceViolation;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.CookieCache;
import org.jspecify.annotations.Nullable;

/** A request without a server: a million a minute are tried, which no connection could carry. */
final class Asking {

    static final String HOST = "door.example.lan:8080";

    private Asking() {}

    /** A GET with this header of cookies. */
    static Context with(String cookies) {
        HttpFields fields = HttpFields.build().add("Cookie", cookies);
        HttpServletRequest request = stand(HttpServletRequest.class, (method, argument) -> switch (method) {
            case "getRemoteAddr" -> "10.0.0.7";
            case "getScheme" -> "http";
            case "getHeaders" -> Collections.emptyEnumeration();
            case "getHeader" -> null;
            case "getCookies" -> cookies(fields);
            default -> throw new UnsupportedOperationException(method);
        });
        return stand(Context.class, (method, argument) -> switch (method) {
            case "req" -> request;
            case "header" -> "Host".equals(argument) ? HOST : null;
            case "attribute" -> null;
            default -> throw new UnsupportedOperationException(method);
        });
    }

    /** What the server hands on: those of which it can make a cookie; it refuses a header that it cannot read. */
    private static Cookie[] cookies(HttpFields fields) {
        CookieCache cache = new CookieCache();
        try {
            cache.parseCookies(fields, ComplianceViolation.Listener.NOOP);
        } catch (HttpException.RuntimeException refused) {
            return new Cookie[0];
        }
        return cache.stream()
                .flatMap(cookie -> cookie(cookie.getName(), cookie.getValue()).stream())
                .toArray(Cookie[]::new);
    }

    private static List<Cookie> cookie(String name, String value) {
        try {
            return List.of(new Cookie(name, value));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static <T> T stand(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.to(method.getName(), arguments == null ? null : arguments[0])));
    }

    private interface Answers {
        @Nullable
        Object to(String method, @Nullable Object argument);
    }
}
