package dev.menshen.gate;

import dev.menshen.web.Origin;
import dev.menshen.web.Question;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The request that a proxy asks about. Each kind of proxy tells it in headers of its own, and only those are read: the
 * others may be the client's.
 *
 * @param method in capitals
 * @param origin of the application, as the browser sees it
 * @param target path and query, as they were sent, in characters that may stand in a URL
 */
record Asked(String method, Origin origin, String target) {

    /** Every registered method looks like this (RFC 9110, section 16.1.1); anything else is somebody's attempt. */
    private static final Pattern METHOD = Pattern.compile("[A-Z][A-Z-]{0,31}");

    private static final String HEX = "0123456789ABCDEF";

    /** What browsers leave as it is in a query, and URLs may not hold (RFC 3986, section 2). */
    private static final String BARE = "\"<>\\^`{|}";

    /** As nginx tells it: {@code X-Original-Method} and {@code X-Original-URL}, the whole URL. */
    static Optional<Asked> byNginx(Question question) {
        String url = question.single("X-Original-URL");
        if (url == null) {
            return Optional.empty();
        }
        int host = url.indexOf("://") + 3;
        int path = url.indexOf('/', host);
        if (host < 3 || path < 0) {
            return Optional.empty();
        }
        return of(
                question.single("X-Original-Method"),
                url.substring(0, host - 3),
                url.substring(host, path),
                url.substring(path));
    }

    /** As Caddy and Traefik tell it: {@code X-Forwarded-Method}, {@code -Proto}, {@code -Host} and {@code -Uri}. */
    static Optional<Asked> byForwarding(Question question) {
        return of(
                question.single("X-Forwarded-Method"),
                question.single("X-Forwarded-Proto"),
                question.single("X-Forwarded-Host"),
                question.single("X-Forwarded-Uri"));
    }

    /** Empty unless all of it is there, once, and plainly what it should be. */
    private static Optional<Asked> of(
            @Nullable String method, @Nullable String scheme, @Nullable String host, @Nullable String target) {
        if (method == null || scheme == null || host == null || target == null) {
            return Optional.empty();
        }
        if (!METHOD.matcher(method).matches()) {
            return Optional.empty();
        }
        return Origin.of(web(scheme), withoutDot(host))
                .flatMap(origin -> plain(target).map(plain -> new Asked(method, origin, plain)));
    }

    /** For the host itself the dot at the end of a full name makes no difference. */
    private static String withoutDot(String host) {
        int colon = host.lastIndexOf(':');
        int end = colon < 0 ? host.length() : colon;
        return end > 0 && host.charAt(end - 1) == '.' ? host.substring(0, end - 1) + host.substring(end) : host;
    }

    /** A web socket's scheme is that of the request that opens it. */
    private static String web(String scheme) {
        return switch (scheme) {
            case "ws" -> "http";
            case "wss" -> "https";
            default -> scheme;
        };
    }

    /** The whole address, for a browser to come back to. */
    String url() {
        return origin + target;
    }

    /**
     * The path and query in characters that a URL may hold. Empty for what is no path, or what one server might read so
     * and another otherwise: blanks, controls, bytes that are not ASCII; and in the path broken percent signs, a NUL, and
     * what is not UTF-8. A query may be in the old encodings that applications still use.
     */
    private static Optional<String> plain(String target) {
        if (!target.startsWith("/")) {
            return Optional.empty();
        }
        StringBuilder plain = null;
        boolean query = false;
        boolean escaped = false;
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '#') {
                return Optional.empty();
            }
            query = query || c == '?';
            boolean broken = c == '%' && !isEscape(target, i);
            if (broken && !query) {
                return Optional.empty();
            }
            escaped = escaped || (c == '%' && !query);
            if (broken || BARE.indexOf(c) >= 0 || (!query && (c == '[' || c == ']'))) {
                if (plain == null) {
                    plain = new StringBuilder(target.length() + 16).append(target, 0, i);
                }
                plain.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            } else if (plain != null) {
                plain.append(c);
            }
        }
        if (escaped && !isText(target)) {
            return Optional.empty();
        }
        return Optional.of(plain == null ? target : plain.toString());
    }

    private static boolean isEscape(String text, int at) {
        return at + 2 < text.length()
                && Character.digit(text.charAt(at + 1), 16) >= 0
                && Character.digit(text.charAt(at + 2), 16) >= 0;
    }

    /** Whether the path, its percent signs read, is UTF-8 without a NUL. */
    private static boolean isText(String target) {
        int end = target.indexOf('?');
        String path = end < 0 ? target : target.substring(0, end);
        ByteBuffer bytes = ByteBuffer.allocate(path.length());
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '%') {
                int value = Integer.parseInt(path, i + 1, i + 3, 16);
                if (value == 0) {
                    return false;
                }
                bytes.put((byte) value);
                i += 2;
            } else {
                bytes.put((byte) path.charAt(i));
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
