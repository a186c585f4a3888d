package dev.menshen.captcha;

import java.util.Arrays;

/**
 * How far each pixel lies from what one pen wrote: from this the lines follow, filled with ink, or the edges of them
 * alone.
 */
final class Reach {

    /** Beside the ink nobody asks for more than one pixel. */
    private static final double MARGIN = 1;

    private final int width;
    private final int height;
    private final double radius;
    private final boolean round;

    // A circle on paper that is stretched across the nib is the ellipse that was wanted.
    private final double xx;
    private final double xy;
    private final double yx;
    private final double yy;

    /** How far apart the columns and rows are that a line of this pen touches beside its middle. */
    private final double spread;

    /** The square of the way to the nearest line's middle, as the stretched paper has it. */
    private final float[] squares;

    /** Nothing written yet on a sheet of this many pixels. */
    Reach(int width, int height, Pen pen, int scale) {
        this.width = width;
        this.height = height;
        this.radius = pen.width() / 2 * scale;
        this.round = pen.round();
        double cos = Math.cos(pen.angle());
        double sin = Math.sin(pen.angle());
        xx = cos * cos + sin * sin / pen.flatness();
        yy = sin * sin + cos * cos / pen.flatness();
        xy = cos * sin * (1 - 1 / pen.flatness());
        yx = xy;
        spread = radius + MARGIN;
        squares = new float[width * height];
        Arrays.fill(squares, (float) ((radius + MARGIN) * (radius + MARGIN)));
    }

    /** Writes these strokes, whose points are pixels. */
    void write(Strokes strokes) {
        for (int i = 1; i < strokes.size(); i++) {
            if (!strokes.startsAt(i)) {
                piece(
                        strokes.x(i - 1),
                        strokes.y(i - 1),
                        strokes.x(i),
                        strokes.y(i),
                        !round && strokes.startsAt(i - 1),
                        !round && strokes.endsAt(i));
            }
        }
    }

    private void piece(double x1, double y1, double x2, double y2, boolean cutBefore, boolean cutAfter) {
        double dx = xx * (x2 - x1) + xy * (y2 - y1);
        double dy = yx * (x2 - x1) + yy * (y2 - y1);
        double length = Math.max(1e-6, Math.hypot(dx, dy));
        double ux = dx / length;
        double uy = dy / length;
        int left = Math.max(0, (int) Math.ceil(Math.min(x1, x2) - spread - 0.5));
        int right = Math.min(width - 1, (int) Math.floor(Math.max(x1, x2) + spread - 0.5));
        int top = Math.max(0, (int) Math.ceil(Math.min(y1, y2) - spread - 0.5));
        int bottom = Math.min(height - 1, (int) Math.floor(Math.max(y1, y2) + spread - 0.5));
        // Along the piece, and beside it: what one step to the right adds to either.
        double alongStep = ux * xx + uy * yx;
        double besideStep = ux * yx - uy * xx;
        for (int y = top; y <= bottom; y++) {
            double px = left + 0.5 - x1;
            double py = y + 0.5 - y1;
            double qx = xx * px + xy * py;
            double qy = yx * px + yy * py;
            double along = ux * qx + uy * qy;
            double beside = ux * qy - uy * qx;
            for (int at = y * width + left, end = y * width + right; at <= end; at++) {
                double over = along < 0 ? along : along > length ? along - length : 0;
                double square = beside * beside + over * over;
                if (square < squares[at]) {
                    if (cutBefore || cutAfter) {
                        double inside = Math.min(cutBefore ? along : radius, cutAfter ? length - along : radius);
                        double edge = Math.max(0, radius - inside);
                        square = Math.max(inside < 0 ? beside * beside : square, edge * edge);
                    }
                    squares[at] = Math.min(squares[at], (float) square);
                }
                along += alongStep;
                beside += besideStep;
            }
        }
    }

    /** How much of each pixel is covered by this ink or by the other, from 0 to {@code steps}. */
    byte[] filled(Reach other, int steps) {
        byte[] covered = new byte[squares.length];
        for (int i = 0; i < covered.length; i++) {
            covered[i] = covered(Math.min(outside(i), other.outside(i)), steps);
        }
        return covered;
    }

    /** The same with nothing left of this ink but its edge, as thick as {@code wall}; inside, the other is hidden. */
    byte[] hollow(double wall, Reach other, int steps) {
        byte[] covered = new byte[squares.length];
        for (int i = 0; i < covered.length; i++) {
            double outside = outside(i);
            double fromEdge = Math.abs(outside + wall / 2) - wall / 2;
            covered[i] = covered(outside < 0 ? fromEdge : Math.min(fromEdge, other.outside(i)), steps);
        }
        return covered;
    }

    /** How far outside the ink this pixel's middle lies, or below zero inside. */
    private double outside(int pixel) {
        return Math.sqrt(squares[pixel]) - radius;
    }

    private static byte covered(double outside, int steps) {
        double part = Math.max(0, Math.min(1, 0.5 - outside));
        return (byte) (part * steps + 0.5);
    }
}
