package dev.menshen.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hosts, beside our own, that somebody may be sent on to after signing in: where the applications behind the gate
 * live.
 */
public final class GateHosts {

    private static final Pattern ENTRY =
            Pattern.compile("(\\*\\.)?([a-z0-9_][a-z0-9._-]*|\\[[0-9a-f:.]+\\])(?::(\\d{1,5}|\\*))?");

    private final List<Entry> entries;

    private GateHosts(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** One that is known: {@code under} it too, or nothing but it; on every port where {@code port} is zero. */
    private record Entry(String host, boolean itself, boolean under, int port) {

        boolean allows(Origin origin) {
            boolean known = origin.host().equals(host) ? itself : under && origin.isUnder(host);
            return known && (port == 0 || port == origin.port());
        }
    }

    /**
     * Reads a list with commas of hosts such as {@code wiki.example.lan}, {@code wiki.example.lan:8443} and
     * {@code *.example.lan}. A host without a port is known on every port, as it is to the browser's cookies.
     *
     * @param cookieDomain where one is set: it and all hosts under it are known too
     * @throws IllegalArgumentException when an entry is no host
     */
    public static GateHosts read(String text, Optional<String> cookieDomain) {
        List<Entry> entries = new ArrayList<>();
        for (String entry : text.isBlank() ? new String[0] : text.split(",", -1)) {
            entries.add(entry(entry.strip().toLowerCase(Locale.ROOT)));
        }
        cookieDomain.ifPresent(domain -> entries.add(new Entry(domain, true, true, 0)));
        return new GateHosts(entries);
    }

    private static Entry entry(String text) {
        Matcher matcher = ENTRY.matcher(text);
        if (!matcher.matches() || text.contains("..") || matcher.group(2).matches(".*[.-]")) {
            throw new IllegalArgumentException(text);
        }
        boolean under = matcher.group(1) != null;
        String port = matcher.group(3);
        int number = port == null || port.equals("*") ? 0 : Integer.parseInt(port);
        if (number > 65535 || (number == 0 && "0".equals(port))) {
            throw new IllegalArgumentException(text);
        }
        return new Entry(matcher.group(2), !under, under, number);
    }

    /** Whether somebody may be sent there. */
    public boolean allows(Origin origin) {
        for (Entry entry : entries) {
            if (entry.allows(origin)) {
                return true;
            }
        }
        return false;
    }
}
