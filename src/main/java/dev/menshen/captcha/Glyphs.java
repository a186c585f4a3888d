package dev.menshen.captcha;

import java.awt.Shape;
import java.awt.geom.Path2D;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Our own letters, read from {@code glyphs.txt}, which explains its notation. */
final class Glyphs {

    private final Map<Character, Path2D> paths;

    /** The letters that ship with the program. */
    Glyphs() {
        this(lines());
    }

    /** The letters of these lines, in the notation of {@code glyphs.txt}. */
    Glyphs(List<String> lines) {
        paths = lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .collect(Collectors.toUnmodifiableMap(line -> line.charAt(0), line -> path(line.substring(1))));
    }

    private static List<String> lines() {
        try (InputStream file = Glyphs.class.getResourceAsStream("glyphs.txt")) {
            if (file == null) {
                throw new IllegalStateException("glyphs.txt is missing");
            }
            return new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path2D path(String strokes) {
        Path2D path = new Path2D.Double();
        for (String stroke : strokes.split("/", -1)) {
            new StrokeReader(path).read(stroke.strip());
        }
        path.trimToSize();
        return path;
    }

    /** The line that the middle of the pen follows for this character, in hundredths of its height, y downwards. */
    Shape of(char character) {
        Path2D path = paths.get(character);
        if (path == null) {
            throw new IllegalArgumentException("not a letter of the captcha's alphabet");
        }
        return path;
    }
}
