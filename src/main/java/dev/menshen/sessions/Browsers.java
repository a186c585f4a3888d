package dev.menshen.sessions;

import dev.menshen.store.ExpiringStore;
import dev.menshen.store.Tokens;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The anonymous sessions: browsers that nobody signed in from, of which something must be kept for some minutes, such
 * as a captcha's answer or the form around a code. They have a store of their own, bounded in number, so that no flood
 * of them can push out somebody signed in.
 */
public final class Browsers {

    /** How long a browser is known after it last needed something kept: longer than any captcha or code lives. */
    private static final Duration LIFE = Duration.ofMinutes(20);

    private final ExpiringStore store;
    private final Tokens tokens;

    public Browsers(ExpiringStore store, Tokens tokens) {
        this.store = store;
        this.tokens = tokens;
    }

    /** A new anonymous session; returns what only the browser may know. */
    public String begin() {
        String token = tokens.token();
        store.put(key(token), "", LIFE);
        return token;
    }

    /** Whether this token is one of ours and lives; it lives on from now. A made-up token is nobody's session. */
    public boolean knows(String token) {
        boolean known = store.get(key(token)).isPresent();
        if (known) {
            store.touch(key(token), LIFE);
        }
        return known;
    }

    /** The key under which things of this browser are kept, not a secret. */
    public static String key(String token) {
        return Tokens.hash(token);
    }

    /** What was noted of this browser. */
    public Map<String, String> notes(String token) {
        return store.get(key(token)).map(entry -> read(entry.value())).orElse(Map.of());
    }

    /** Notes something of this browser; an empty text strikes the note out. */
    public void note(String token, Map<String, String> more) {
        while (true) {
            Optional<String> before = store.get(key(token)).map(ExpiringStore.Entry::value);
            Map<String, String> notes = new TreeMap<>(before.map(Browsers::read).orElse(Map.of()));
            notes.putAll(more);
            notes.values().removeIf(String::isEmpty);
            if (store.replace(key(token), before, write(notes), LIFE)) {
                return;
            }
        }
    }

    /** Forgets the browser, as at sign-in, when it gets a new id. */
    public void end(String token) {
        store.take(key(token));
    }

    private static String write(Map<String, String> notes) {
        return notes.entrySet().stream()
                .map(note -> encoded(note.getKey()) + "=" + encoded(note.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static Map<String, String> read(String text) {
        Map<String, String> notes = new TreeMap<>();
        for (String note : text.split("&", -1)) {
            int equals = note.indexOf('=');
            if (equals > 0) {
                notes.put(decoded(note.substring(0, equals)), decoded(note.substring(equals + 1)));
            }
        }
        return notes;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
