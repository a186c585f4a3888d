package dev.menshen.captcha;

import java.awt.geom.AffineTransform;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Draws the captcha: five touching letters of our own in one ink, crossed by two thin lines, as a small PNG.
 *
 * <p>Faces, styles and habits are those of one house. No font is asked for, and nothing of AWT but its arithmetic: it
 * draws where Java finds neither fonts nor a screen. Nothing of a picture is kept for the next; any number of threads may
 * draw at once.
 */
public final class CaptchaImage {

    /** What an answer is made of: of characters that look alike, leaning and crossed by a line, one only. */
    public static final String ALPHABET = "ADEGJLMRSTUWXY2389";

    /** How many characters an answer has. */
    public static final int LENGTH = 5;

    private static final int WIDTH = 120;
    private static final int HEIGHT = 30;
    private static final int WHITE = 15;

    /** Dark are the greys 0 to 3 of 15: the lightest still has a contrast of 12.6 to 1 with white (WCAG 2.2). */
    private static final int DARKS = 4;

    private static final int CROSSINGS = 2;

    private final LongSupplier house;
    private final Packers packers = new Packers();

    /** Learnt with the first picture, for it takes long while all of it is new to Java, and no start should wait for it. */
    private volatile @Nullable Hand hand;

    /** Draws as the house of this number does. */
    public CaptchaImage(long house) {
        this(() -> house);
    }

    /**
     * Draws as this house does.
     *
     * @param house has a number that nobody else knows, the same at every start; it is asked with the first picture
     */
    public CaptchaImage(LongSupplier house) {
        this.house = house;
    }

    /**
     * A new picture of this answer as a PNG file, 120×30 CSS pixels large.
     *
     * @param scale how many pixels a CSS pixel has in each direction: 1 or 2
     */
    public byte[] png(String answer, int scale, RandomGenerator random) {
        if (answer.length() != LENGTH) {
            throw new IllegalArgumentException("an answer has " + LENGTH + " characters");
        }
        if (scale != 1 && scale != 2) {
            throw new IllegalArgumentException("the scale is 1 or 2");
        }
        Hand hand = hand();
        Style style = hand.style(random);
        int dark = random.nextInt(DARKS);
        int ink = style.negative() ? WHITE : dark;
        int paper = style.negative() ? dark : WHITE;
        // On a dense screen an edge is smooth enough with fewer greys, and every grey costs bytes.
        int steps = scale == 1 ? 5 : 3;
        byte[] covered = covered(hand, answer, scale, steps, style.hollow(), random);
        byte[] greys = new byte[steps + 1];
        for (int i = 0; i <= steps; i++) {
            greys[i] = (byte) (paper + (ink - paper) * i / steps);
        }
        return new GreyPng(WIDTH * scale, HEIGHT * scale, covered, greys).bytes(packers);
    }

    private Hand hand() {
        Hand learnt = hand;
        return learnt == null ? learn() : learnt;
    }

    /** Once, however many come first at once. */
    private synchronized Hand learn() {
        Hand learnt = hand;
        if (learnt == null) {
            learnt = new Hand(new SplittableRandom(house.getAsLong()));
            hand = learnt;
        }
        return learnt;
    }

    /** How much of each pixel the ink covers, from 0 to {@code steps}. */
    private static byte[] covered(
            Hand hand, String answer, int scale, int steps, boolean hollow, RandomGenerator random) {
        Pen pen = hand.pen(random);
        Warp warp = hand.warp(random);
        AffineTransform dense = AffineTransform.getScaleInstance(scale, scale);
        Reach letters = new Reach(WIDTH * scale, HEIGHT * scale, pen, scale);
        letters.write(letters(hand, answer, pen, warp, dense, random));
        Reach lines = new Reach(WIDTH * scale, HEIGHT * scale, pen.thin(random), scale);
        for (int i = 0; i < CROSSINGS; i++) {
            Strokes crossing = crossing(random);
            warp.bend(crossing);
            crossing.move(dense);
            lines.write(crossing);
        }
        return hollow ? letters.hollow(hand.wall() * scale, lines, steps) : letters.filled(lines, steps);
    }

    private static Strokes letters(
            Hand hand, String answer, Pen pen, Warp warp, AffineTransform dense, RandomGenerator random) {
        Lettering lettering =
                new Lettering(hand.face(random), pen.width(), hand.slant(random), hand.proportion(random), random);
        Strokes letters = lettering.write(answer);
        warp.bend(letters);
        lettering.fit(letters, WIDTH, HEIGHT);
        letters.move(dense);
        return letters;
    }

    /** A lazy wave from one edge of the letters to the other. */
    private static Strokes crossing(RandomGenerator random) {
        double middle = random.nextDouble(10, HEIGHT - 10);
        double height = random.nextDouble(3, 7);
        double length = random.nextDouble(60, 130);
        double phase = random.nextDouble(2 * Math.PI);
        double end = WIDTH - random.nextDouble(2, 10);
        double start = random.nextDouble(2, 10);
        Strokes line = new Strokes(WIDTH / 5);
        for (double x = start; x < end; x += 5) {
            double y = middle + height * Math.sin(2 * Math.PI * x / length + phase);
            if (x == start) {
                line.start(x, y);
            } else {
                line.lineTo(x, y);
            }
        }
        return line;
    }
}
