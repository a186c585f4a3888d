package dev.menshen.captcha;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The letters of one face, made from {@code glyphs.txt}, which explains its notation. */
final class Glyphs {

    private final Map<Character, Strokes> letters = new HashMap<>();

    /**
     * The letters of these lines, in the notation of {@code glyphs.txt}: of each letter one of its forms, and bent a
     * little, both by chance.
     */
    Glyphs(List<String> lines, Build build, RandomGenerator random) {
        Map<Character, List<String>> forms = lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .collect(Collectors.groupingBy(line -> line.charAt(0), TreeMap::new, Collectors.toList()));
        forms.forEach((letter, drawings) -> {
            String drawing = drawings.get(random.nextInt(drawings.size()));
            Strokes strokes = build.strokes(drawing.substring(1));
            if (build.bent()) {
                Warp.ofLetter(random).bend(strokes);
            }
            letters.put(letter, strokes);
        });
    }

    /**
     * What all letters of a face have in common.
     *
     * @param roundness of their bends, as {@link StrokeReader} takes it
     * @param waist where their middle is, as a power of the height: less than 1 lowers it, more lifts it
     * @param serif whether their upright strokes have feet
     * @param bent whether each is bent a little
     */
    record Build(double roundness, double waist, boolean serif, boolean bent) {

        /** How far a foot stands out to either side, in hundredths of the letter's height. */
        private static final double FOOT = 13;

        private static final int ROOM = 32;

        Strokes strokes(String drawing) {
            Strokes plain = new Strokes(ROOM);
            for (String stroke : drawing.split("/", -1)) {
                new StrokeReader(plain, roundness).read(stroke.strip());
            }
            Strokes built = new Strokes(plain.size());
            for (int i = 0; i < plain.size(); i++) {
                double y = 100 * Math.pow(Math.max(0, plain.y(i)) / 100, waist);
                if (plain.startsAt(i)) {
                    built.start(plain.x(i), y);
                } else {
                    built.lineTo(plain.x(i), y);
                }
            }
            for (int i = 0; serif && i < plain.size(); i++) {
                if (isFoot(plain, i)) {
                    built.start(plain.x(i) - FOOT, plain.y(i));
                    built.lineTo(plain.x(i) + FOOT, plain.y(i));
                }
            }
            return built;
        }

        /** Whether this point is the end of a stroke that comes steeply to the top or the foot of the letter. */
        private static boolean isFoot(Strokes strokes, int i) {
            if (strokes.startsAt(i) == strokes.endsAt(i) || (strokes.y(i) > 0 && strokes.y(i) < 100)) {
                return false;
            }
            int before = strokes.startsAt(i) ? i + 1 : i - 1;
            return Math.abs(strokes.y(i) - strokes.y(before)) > Math.abs(strokes.x(i) - strokes.x(before));
        }
    }

    /** The lines of the file that ships with the program. */
    static List<String> lines() {
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

    /** The lines that the middle of the pen follows for this character, in hundredths of its height, y downwards. */
    Strokes of(char character) {
        Strokes strokes = letters.get(character);
        if (strokes == null) {
            throw new IllegalArgumentException("not a letter of the captcha's alphabet");
        }
        return strokes;
    }
}
