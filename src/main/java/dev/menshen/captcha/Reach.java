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

    /** The same straight up or down: less where the nib lies flat. */
    private final double tall;

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
        tall = spread * Math.sqrt(sin * sin + cos * cos * pen.flatness() * pen.flatness());
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
                        strokes.endsAt(i));
            }
        }
    }

    /**
     * A pixel beyond the end of a piece that goes on is left to the next one, which is as near to it or nearer; but for a cut end, which cuts it too.
     *
     * @param last whether the stroke ends with this piece
     */
    private void piece(double x1, double y1, double x2, double y2, boolean cutBefore, boolean last) {
        boolean cutAfter = last && !round;
        double dx = xx * (x2 - x1) + xy * (y2 - y1);
        double dy = xy * (x2 - x1) + yy * (y2 - y1);
        double length = Math.max(1e-6, Math.sqrt(dx * dx + dy * dy));
        double ux = dx / length;
        double uy = dy / length;
        // Along the piece, and beside it: what one step to the right adds to either.
        double alongStep = notZero(ux * xx + uy * xy);
        double besideStep = notZero(ux * xy - uy * xx);
        double alongSteps = 1 / alongStep;
        double besideSteps = 1 / besideStep;
        double end = last ? length + spread : length;
        int top = Math.max(0, (int) Math.ceil(Math.min(y1, y2) - tall - 0.5));
        int bottom = Math.min(height - 1, (int) Math.floor(Math.max(y1, y2) + tall - 0.5));
        for (int y = top; y <= bottom; y++) {
            double px = 0.5 - x1;
            double py = y + 0.5 - y1;
            double qx = xx * px + xy * py;
            double qy = xy * px + yy * py;
            double along = ux * qx + uy * qy;
            double beside = ux * qy - uy * qx;
            // From where to where along the row the piece is near enough, seen in either direction.
            double oneEnd = (-spread - along) * alongSteps;
            double otherEnd = (end - along) * alongSteps;
            double oneSide = (-spread - beside) * besideSteps;
            double otherSide = (spread - beside) * besideSteps;
            double first = Math.max(Math.min(oneEnd, otherEnd), Math.min(oneSide, otherSide));
            int left = (int) Math.ceil(Math.min(width, Math.max(0, first)));
            int right = (int) Math.min(width - 1, Math.min(Math.max(oneEnd, otherEnd), Math.max(oneSide, otherSide)));
            along += left * alongStep;
            beside += left * besideStep;
            for (int at = y * width + left, stop = y * width + right; at <= stop; at++) {
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

    /** So that it can be divided by. */
    private static double notZero(double step) {
        return Math.abs(step) < 1e-9 ? 1e-9 : step;
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
