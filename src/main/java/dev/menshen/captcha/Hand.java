package dev.menshen.captcha;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How one house writes: some faces of the forms it knows, a few styles, and its habits with the pen, all drawn from a
 * seed of its own.
 *
 * <p>Whoever learned to read another house's hand finds letters here that are built, leant, and inked otherwise; within
 * the habits every picture is another one.
 */
final class Hand {

    private static final int FACES = 12;
    private static final int STYLES = 3;

    /** How many forms of a letter one house knows. */
    private static final int FORMS = 2;

    private final List<Glyphs> faces;
    private final List<Style> styles;
    private final double width;
    private final double flatness;
    private final double angle;
    private final double slant;
    private final double proportion;
    private final double waves;
    private final double wall;

    /** The hand of the house with this seed. */
    Hand(RandomGenerator house) {
        List<String> lines = known(Glyphs.lines(), house);
        faces = IntStream.range(0, FACES)
                .mapToObj(i -> new Glyphs(lines, build(house), house))
                .toList();
        styles = some(Style.ALL, STYLES, house);
        width = house.nextDouble(3.6, 4.4);
        flatness = house.nextDouble(0.66, 0.9);
        angle = house.nextDouble(-1.2, 1.2);
        slant = house.nextDouble(-0.2, 0.2);
        proportion = house.nextDouble(0.95, 1.2);
        waves = house.nextDouble();
        wall = house.nextDouble(1.1, 1.4);
    }

    /** Of every letter's lines as many as this house knows. */
    private static List<String> known(List<String> lines, RandomGenerator house) {
        Map<Character, List<String>> forms = lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .collect(Collectors.groupingBy(line -> line.charAt(0), TreeMap::new, Collectors.toList()));
        return forms.values().stream()
                .flatMap(all -> some(all, Math.min(FORMS, all.size()), house).stream())
                .toList();
    }

    private static Glyphs.Build build(RandomGenerator house) {
        return new Glyphs.Build(house.nextDouble(0.55, 1.6), house.nextDouble(0.75, 1.3), house.nextInt(3) == 0, true);
    }

    private static <T> List<T> some(List<T> all, int count, RandomGenerator house) {
        List<T> left = new ArrayList<>(all);
        return IntStream.range(0, count)
                .mapToObj(i -> left.remove(house.nextInt(left.size())))
                .toList();
    }

    Glyphs face(RandomGenerator random) {
        return faces.get(random.nextInt(faces.size()));
    }

    Style style(RandomGenerator random) {
        return styles.get(random.nextInt(styles.size()));
    }

    /** Any heavy pen as this house likes them. */
    Pen pen(RandomGenerator random) {
        return new Pen(
                width + random.nextDouble(-0.3, 0.3),
                Math.min(1, flatness + random.nextDouble(-0.1, 0.1)),
                angle + random.nextDouble(-0.3, 0.3),
                random.nextBoolean());
    }

    /** How far the letters of a picture lean: what a height of 1 moves to the left. */
    double slant(RandomGenerator random) {
        return slant + random.nextDouble(-0.08, 0.08);
    }

    /** How wide the letters of a picture are, as a part of what the file says. */
    double proportion(RandomGenerator random) {
        return proportion + random.nextDouble(-0.08, 0.08);
    }

    /** How thick the edge of a hollow line is, in CSS pixels. */
    double wall() {
        return wall;
    }

    Warp warp(RandomGenerator random) {
        return Warp.ofPaper(waves, random);
    }
}
