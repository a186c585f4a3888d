package dev.menshen.web;

import io.javalin.http.Context;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletApiRequest;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/**
 * The headers that stand on every answer of ours, whoever writes it (OWASP HTTP Headers cheat sheet).
 *
 * <p>{@code Referrer-Policy} is {@code same-origin} because under {@code no-referrer} browsers send {@code Origin: null}
 * with our own forms, and the cross-site rule would refuse them.
 */
public final class Headers {

    private static final String POLICY = "Content-Security-Policy";
    private static final String FORMS = "form-action 'self'";
    private static final String STRICT =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self';"
                    + " connect-src 'self'; " + FORMS + "; base-uri 'none'; frame-ancestors 'none'";

    /** Name → value. */
    public static final Map<String, String> ALWAYS = ordered(
            POLICY,
            STRICT,
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=(), payment=()",
            "Cache-Control",
            "no-store");

    /** The same as the bytes that are sent, for they are the same on every answer. */
    static final List<HttpField> ENCODED = ALWAYS.entrySet().stream()
            .map(header -> encoded(header.getKey(), header.getValue()))
            .toList();

    private Headers() {}

    private static HttpField encoded(String name, String value) {
        HttpHeader known = HttpHeader.CACHE.get(name);
        return known == null ? new PreEncodedHttpField(name, value) : new PreEncodedHttpField(known, value);
    }

    /** Puts them on this answer, in the place of any others of their names. */
    static void on(Context ctx) {
        ServletRequest request = ctx.req();
        while (request instanceof ServletRequestWrapper wrapper) {
            request = wrapper.getRequest();
        }
        // Javalin may also be a servlet in somebody's container of another kind.
        if (request instanceof ServletApiRequest served
                && served.getServletRequestInfo() instanceof ServletContextRequest ours) {
            HttpFields.Mutable headers = ours.getServletContextResponse().getHeaders();
            ENCODED.forEach(headers::put);
        } else {
            ALWAYS.forEach(ctx::header);
        }
    }

    /**
     * Lets the forms of this page lead on to another origin too: Chromium holds the redirect after a form to
     * {@code form-action} as it does the form itself (CSP 3, section 6.4.1).
     */
    public static void letFormsLeadTo(Context ctx, Origin origin) {
        ctx.header(POLICY, STRICT.replace(FORMS, FORMS + " " + origin));
    }

    private static Map<String, String> ordered(String... namesAndValues) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(headers);
    }
}
