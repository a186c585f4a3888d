package dev.menshen.bench;

import dev.menshen.Browser;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Requests as they go over the wire. */
final class Request {

    private Request() {}

    /** One GET with these headers. */
    static byte[] get(URI uri, Map<String, String> headers) {
        return bytes("GET", uri, headers, "");
    }

    /** One form with these headers. */
    static byte[] post(URI uri, Map<String, String> headers, Map<String, String> form) {
        String body = Browser.encoded(form);
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/x-www-form-urlencoded");
        all.put("Content-Length", Integer.toString(body.length()));
        return bytes("POST", uri, all, body);
    }

    private static byte[] bytes(String verb, URI uri, Map<String, String> headers, String body) {
        StringBuilder text = new StringBuilder(verb)
                .append(' ')
                .append(uri.getRawPath())
                .append(uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
                .append(" HTTP/1.1\r\nHost: ")
                .append(uri.getAuthority())
                .append("\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        return text.append("\r\n").append(body).toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
