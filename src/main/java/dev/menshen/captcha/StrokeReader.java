package dev.menshen.captcha;

import java.awt.geom.Path2D;
import java.awt.geom.Point2D;

/**
 * Reads one stroke in the notation of {@code glyphs.txt} into short straight pieces.
 *
 * <p>The pieces are so short that whoever moves their ends bends the line rather than breaking it.
 */
final class StrokeReader {

    /** The longest piece of a straight line, in hundredths of the letter's height. */
    private static final double STEP = 20;

    /** Into how many pieces one bend is divided. */
    private static final int PIECES = 4;

    private final Path2D path;

    /** Adds what it reads to this path. */
    StrokeReader(Path2D path) {
        this.path = path;
    }

    /** Adds the stroke that is written so. */
    void read(String stroke) {
        String[] words = stroke.split("\\s+", -1);
        Point2D start = point(words[0]);
        Point2D at = start;
        path.moveTo(at.getX(), at.getY());
        for (int i = 1; i < words.length; i++) {
            Point2D towards = point(words[i]);
            if (!bends(words[i])) {
                straight(at, towards);
                at = towards;
                continue;
            }
            Point2D next = point(words[i + 1]);
            Point2D end = bends(words[i + 1]) ? between(towards, next, 0.5) : next;
            bend(at, towards, end);
            at = end;
            i += bends(words[i + 1]) ? 0 : 1;
        }
        if (at.equals(start)) {
            path.closePath();
        }
    }

    private static boolean bends(String word) {
        return word.startsWith("(");
    }

    private static Point2D point(String word) {
        String[] numbers = (bends(word) ? word.substring(1, word.length() - 1) : word).split(",", -1);
        return new Point2D.Double(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
    }

    private void straight(Point2D from, Point2D to) {
        int pieces = (int) Math.ceil(from.distance(to) / STEP);
        for (int i = 1; i <= pieces; i++) {
            lineTo(between(from, to, (double) i / pieces));
        }
    }

    /** A quadratic Bézier curve, by de Casteljau's construction. */
    private void bend(Point2D from, Point2D towards, Point2D to) {
        for (int i = 1; i <= PIECES; i++) {
            double part = (double) i / PIECES;
            lineTo(between(between(from, towards, part), between(towards, to, part), part));
        }
    }

    private void lineTo(Point2D point) {
        path.lineTo(point.getX(), point.getY());
    }

    private static Point2D between(Point2D from, Point2D to, double part) {
        return new Point2D.Double(
                from.getX() + (to.getX() - from.getX()) * part, from.getY() + (to.getY() - from.getY()) * part);
    }
}
