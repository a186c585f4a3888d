package dev.menshen.fuzz;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request without a server: a million a minute are tried, which no connection could carry. */
final class Asking {

    static final String HOST = "door.example.lan:8080";

    private Asking() {}

    /** A GET with this header of cookies. */
    static Context with(String cookies) {
        HttpServletRequest request = stand(HttpServletRequest.class, (method, argument) -> switch (method) {
            case "getRemoteAddr" -> "10.0.0.7";
            case "getScheme" -> "http";
            case "getHeaders" -> Collections.enumeration("Cookie".equals(argument) ? List.of(cookies) : List.of());
            case "getHeader" -> "Host".equals(argument) ? HOST : null;
            default -> throw new UnsupportedOperationException(method);
        });
        return stand(Context.class, (method, argument) -> switch (method) {
            case "req" -> request;
            case "header" -> "Host".equals(argument) ? HOST : null;
            case "attribute" -> null;
            default -> throw new UnsupportedOperationException(method);
        });
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
