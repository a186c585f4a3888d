package dev.menshen.forms;

import java.util.List;

/**
 * One thing wrong with a field: the key of its message and the message's arguments, not yet in any language.
 *
 * @param key a key of the message bundles, such as {@code problem.too-long}
 * @param args what the message's placeholders are filled with, in order
 */
public record Problem(String key, List<Object> args) {

    public Problem {
        args = List.copyOf(args);
    }

    /** The problem with this key and these arguments. */
    public static Problem of(String key, Object... args) {
        return new Problem(key, List.of(args));
    }
}
