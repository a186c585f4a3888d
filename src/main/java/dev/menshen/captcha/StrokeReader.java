package dev.menshen.captcha;

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

    private final Strokes strokes;
    private final double roundness;

    /**
     * Adds what it reads to these strokes.
     *
     * @param roundness how much the bends are drawn towards their corners: with 1 they are parabolas, with 0.7 circles
     *     or ellipses, with less nearly straight, with more nearly corners
     */
    StrokeReader(Strokes strokes, double roundness) {
        this.strokes = strokes;
        this.roundness = roundness;
    }

    /** Adds the stroke that is written so. */
    void read(String stroke) {
        String[] words = stroke.split("\\s+", -1);
        Point at = point(words[0]);
        strokes.start(at.x, at.y);
        for (int i = 1; i < words.length; i++) {
            Point towards = point(words[i]);
            if (!bends(words[i])) {
                straight(at, towards);
                at = towards;
                continue;
            }
            Point next = point(words[i + 1]);
            Point end = bends(words[i + 1]) ? between(towards, next, 0.5) : next;
            bend(at, towards, end);
            at = end;
            i += bends(words[i + 1]) ? 0 : 1;
        }
    }

    private record Point(double x, double y) {}

    private static boolean bends(String word) {
        return word.startsWith("(");
    }

    private static Point point(String word) {
        String[] numbers = (bends(word) ? word.substring(1, word.length() - 1) : word).split(",", -1);
        return new Point(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
    }

    private void straight(Point from, Point to) {
        int pieces = (int) Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / STEP);
        for (int i = 1; i <= pieces; i++) {
            lineTo(between(from, to, (double) i / pieces));
        }
    }

    /** A part of a conic section: a quadratic Bézier curve whose middle point weighs more or less than its ends. */
    private void bend(Point from, Point towards, Point to) {
        for (int i = 1; i <= PIECES; i++) {
            double part = (double) i / PIECES;
            double start = (1 - part) * (1 - part);
            double middle = 2 * part * (1 - part) * roundness;
            double end = part * part;
            double all = start + middle + end;
            strokes.lineTo(
                    (start * from.x + middle * towards.x + end * to.x) / all,
                    (start * from.y + middle * towards.y + end * to.y) / all);
        }
    }

    private void lineTo(Point point) {
        strokes.lineTo(point.x, point.y);
    }

    private static Point between(Point from, Point to, double part) {
        return new Point(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part);
    }
}
