package dev.menshen.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A configuration with gaps: <code>{{name}}</code> is filled in, and the lines between {@code [[if name]]} and {@code
 * [[end]]} stand where that name is true.
 */
record Template(String text) {

    private static final Pattern IF = Pattern.compile("\\[\\[if ([a-z-]+)]]");
    private static final Pattern GAP = Pattern.compile("\\{\\{([a-z.-]+)}}");

    /** The one in the jar. */
    static Template of(String file) {
        try (InputStream in = Objects.requireNonNull(Template.class.getResourceAsStream("/proxy/" + file), file)) {
            return new Template(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The whole text, every gap filled.
     *
     * @param values by name
     * @param truths the names that are true; the others are false
     */
    String filled(Map<String, String> values, Set<String> truths) {
        StringBuilder lines = new StringBuilder();
        Deque<Boolean> shown = new ArrayDeque<>();
        for (String line : text.lines().toList()) {
            Matcher condition = IF.matcher(line);
            if (condition.matches()) {
                shown.push(truths.contains(condition.group(1)));
            } else if (line.equals("[[end]]")) {
                shown.pop();
            } else if (!shown.contains(false)) {
                lines.append(filled(line, values)).append('\n');
            }
        }
        return lines.toString();
    }

    private static String filled(String line, Map<String, String> values) {
        return GAP.matcher(line).replaceAll(gap -> {
            String value = values.get(gap.group(1));
            return Matcher.quoteReplacement(Objects.requireNonNull(value, gap.group(1)));
        });
    }
}
