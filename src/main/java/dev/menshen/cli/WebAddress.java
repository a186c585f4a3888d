package dev.menshen.cli;

import dev.menshen.web.Origin;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Addresses of the web as people type them and servers lead to them, made such as a browser asks for. */
final class WebAddress {

    /** What a host must be made of to be asked from here: Java asks no other. */
    static final String ASKABLE = "a host name of letters, digits, dots and hyphens";

    private WebAddress() {}

    /** The whole address that this text names; empty unless it is http or https and has a host that can be asked. */
    static Optional<URI> read(String text) {
        return parsed(text).flatMap(WebAddress::of);
    }

    /** Where a {@code Location} leads that came from {@code asked}. */
    static Optional<URI> led(URI asked, String location) {
        return parsed(location).map(asked::resolve).flatMap(WebAddress::of);
    }

    /** Whether this names a place of the web, but one whose host cannot be asked from here. */
    static boolean isUnaskable(String text) {
        return parsed(text).filter(uri -> uri.getHost() == null).isPresent()
                && Origin.start(text).isPresent();
    }

    private static Optional<URI> parsed(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Without the fragment, which stays in the browser, and with the path that it adds. */
    private static Optional<URI> of(URI uri) {
        if (uri.isOpaque() || uri.getHost() == null || uri.getRawUserInfo() != null) {
            return Optional.empty();
        }
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return Origin.start(uri.toString())
                .flatMap(origin -> parsed(origin + path + query))
                .flatMap(whole -> parsed(whole.toASCIIString()));
    }
}
