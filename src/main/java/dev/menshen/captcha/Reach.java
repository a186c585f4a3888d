package dev.menshen.captcha;

/**
 * How near each pixel lies to what one pen wrote: from this the lines follow, filled with ink, or the edges of them
 * alone.
 */
final class Reach {

    /** Beside the ink nobody asks for more than one pixel. */
    private static final double MARGIN = 1;

    /** As near as a byte can say: the coarsest step, of a large pen on a dense screen, is 0.02 pixels at the edge. */
    private static final int NEAREST = 255;

    private final int width;
    private final int height;
    private final double radius;
    private final boolean round;

    // Paper that is stretched across the nib makes of the ellipse that was wanted a circle.
    private final double xx;
    private final double xy;
    private final double yy;

    /** How far from the middle of a line a pixel is of interest. */
    private final double spread;

    /** How much nearer a pixel is for every square pixel that the way to the line's middle, squared, is less. */
    private final double fineness;

    /** From 0, too far away to be of interest, to {@code NEAREST}, on the middle of a line. */
    private final byte[] nearness;

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
        spread = radius + MARGIN;
        fineness = NEAREST / (spread * spread);
        nearness = new byte[width * height];
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
        double dy = xy * (x2 - x1) + yy * (y2 - y1);
        double length = Math.max(1e-6, Math.hypot(dx, dy));
        double ux = dx / length;
        double uy = dy / length;
        int left = Math.max(0, (int) Math.ceil(Math.min(x1, x2) - spread - 0.5));
        int right = Math.min(width - 1, (int) Math.floor(Math.max(x1, x2) + spread - 0.5));
        int top = Math.max(0, (int) Math.ceil(Math.min(y1, y2) - spread - 0.5));
        int bottom = Math.min(height - 1, (int) Math.floor(Math.max(y1, y2) + spread - 0.5));
        // Along the piece, and beside it: what one step to the right adds to either.
        double alongStep = ux * xx + uy * xy;
        double besideStep = ux * xy - uy * xx;
        for (int y = top; y <= bottom; y++) {
            double px = left + 0.5 - x1;
            double py = y + 0.5 - y1;
            double qx = xx * px + xy * py;
            double qy = xy * px + yy * py;
            double along = ux * qx + uy * qy;
            double beside = ux * qy - uy * qx;
            for (int at = y * width + left, end = y * width + right; at <= end; at++) {
                double over = along < 0 ? along : along > length ? along - length : 0;
                int near = near(beside * beside + over * over);
                if (near > (nearness[at] & NEAREST)) {
                    if (cutBefore || cutAfter) {
                        double inside = Math.min(cutBefore ? along : radius, cutAfter ? length - along : radius);
                        double edge = Math.max(0, radius - inside);
                        near = Math.min(inside < 0 ? near(beside * beside) : near, near(edge * edge));
                    }
                    nearness[at] = (byte) Math.max(nearness[at] & NEAREST, near);
                }
                along += alongStep;
                beside += besideStep;
            }
        }
    }

    private int near(double square) {
        return (int) (NEAREST - square * fineness);
    }

    /** How much of each pixel is covered by this ink or by the other, from 0 to {@code steps}. */
    byte[] filled(Reach other, int steps) {
        return covered(cover(steps), other, other.cover(steps), NEAREST);
    }

    /** The same with nothing left of this ink but its edge, as thick as {@code wall}; inside, the other is hidden. */
    byte[] hollow(double wall, Reach other, int steps) {
        byte[] cover = new byte[NEAREST + 1];
        for (int near = 1; near <= NEAREST; near++) {
            cover[near] = covered(Math.abs(outside(near) + wall / 2) - wall / 2, steps);
        }
        return covered(cover, other, other.cover(steps), near(radius * radius));
    }

    private byte[] covered(byte[] cover, Reach other, byte[] otherCover, int hiding) {
        byte[] covered = new byte[nearness.length];
        for (int i = 0; i < covered.length; i++) {
            int near = nearness[i] & NEAREST;
            byte here = cover[near];
            byte there = near > hiding ? 0 : otherCover[other.nearness[i] & NEAREST];
            covered[i] = here > there ? here : there;
        }
        return covered;
    }

    /** How much of a pixel is covered by how near it is. */
    private byte[] cover(int steps) {
        byte[] cover = new byte[NEAREST + 1];
        for (int near = 1; near <= NEAREST; near++) {
            cover[near] = covered(outside(near), steps);
        }
        return cover;
    }

    /** How far outside the ink a pixel as near as this lies, or below zero inside. */
    private double outside(int near) {
        return Math.sqrt((NEAREST - near) / fineness) - radius;
    }

    private static byte covered(double outside, int steps) {
        double part = Math.max(0, Math.min(1, 0.5 - outside));
        return (byte) (part * steps + 0.5);
    }
}
