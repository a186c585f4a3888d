package dev.menshen.captcha;

import java.awt.geom.AffineTransform;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Lines of straight pieces: the points that a pen goes to one after the other, and where it is lifted between. */
final class Strokes {

    /** x and y in turns, as {@link AffineTransform} likes them. */
    private double[] points;

    private boolean[] starts;
    private int size;

    /** None yet, and room for this many points. */
    Strokes(int room) {
        points = new double[2 * room];
        starts = new boolean[room];
    }

    /** Puts the pen down here. */
    void start(double x, double y) {
        add(x, y, true);
    }

    /** Goes on in a straight line. */
    void lineTo(double x, double y) {
        add(x, y, false);
    }

    private void add(double x, double y, boolean starting) {
        makeRoom(size + 1);
        points[2 * size] = x;
        points[2 * size + 1] = y;
        starts[size++] = starting;
    }

    private void makeRoom(int needed) {
        if (needed > starts.length) {
            points = Arrays.copyOf(points, 4 * needed);
            starts = Arrays.copyOf(starts, 2 * needed);
        }
    }

    /** Adds these strokes, moved so. */
    void append(Strokes others, AffineTransform move) {
        makeRoom(size + others.size);
        move.transform(others.points, 0, points, 2 * size, others.size);
        System.arraycopy(others.starts, 0, starts, size, others.size);
        size += others.size;
    }

    /** Moves every point so. */
    void move(AffineTransform move) {
        move.transform(points, 0, points, 0, size);
    }

    /** Moves every point across by what {@code across} says of its height, and down by what {@code down} says of its x. */
    void bend(DoubleUnaryOperator across, DoubleUnaryOperator down) {
        for (int i = 0; i < 2 * size; i += 2) {
            double x = points[i];
            points[i] += across.applyAsDouble(points[i + 1]);
            points[i + 1] += down.applyAsDouble(x);
        }
    }

    int size() {
        return size;
    }

    double x(int i) {
        return points[2 * i];
    }

    double y(int i) {
        return points[2 * i + 1];
    }

    /** Whether the pen was put down at this point, and did not come from the one before. */
    boolean startsAt(int i) {
        return starts[i];
    }

    /** Whether the pen was lifted at this point, and does not go on to the next. */
    boolean endsAt(int i) {
        return i == size - 1 || starts[i + 1];
    }

    double left() {
        return least(0);
    }

    double top() {
        return least(1);
    }

    double width() {
        return most(0) - least(0);
    }

    double height() {
        return most(1) - least(1);
    }

    private double least(int axis) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = axis; i < 2 * size; i += 2) {
            least = Math.min(least, points[i]);
        }
        return least;
    }

    private double most(int axis) {
        double most = Double.NEGATIVE_INFINITY;
        for (int i = axis; i < 2 * size; i += 2) {
            most = Math.max(most, points[i]);
        }
        return most;
    }
}
