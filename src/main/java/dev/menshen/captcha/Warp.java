package dev.menshen.captcha;

import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.random.RandomGenerator;

/** The waves that one picture's paper seems to have: a slow and a quick one in each direction. Lengths are CSS pixels. */
final class Warp {

    private final Wave slowAcross;
    private final Wave quickAcross;
    private final Wave slowDown;
    private final Wave quickDown;

    /** Waves of random length and height. */
    Warp(RandomGenerator random) {
        slowAcross = Wave.of(random, 1.0, 1.8, 40, 70);
        quickAcross = Wave.of(random, 0.4, 0.7, 13, 20);
        slowDown = Wave.of(random, 1.2, 2.2, 60, 110);
        quickDown = Wave.of(random, 0.4, 0.8, 16, 26);
    }

    /** The same path of straight pieces with every point moved by the waves. */
    Path2D bend(Shape path) {
        Path2D bent = new Path2D.Double();
        double[] point = new double[6];
        for (PathIterator pieces = path.getPathIterator(null); !pieces.isDone(); pieces.next()) {
            int kind = pieces.currentSegment(point);
            double x = point[0] + slowAcross.at(point[1]) + quickAcross.at(point[1]);
            double y = point[1] + slowDown.at(point[0]) + quickDown.at(point[0]);
            switch (kind) {
                case PathIterator.SEG_MOVETO -> bent.moveTo(x, y);
                case PathIterator.SEG_LINETO -> bent.lineTo(x, y);
                case PathIterator.SEG_CLOSE -> bent.closePath();
                default -> throw new IllegalArgumentException("a path of straight pieces is needed");
            }
        }
        return bent;
    }

    private record Wave(double height, double frequency, double phase) {

        static Wave of(RandomGenerator random, double low, double high, double shortest, double longest) {
            return new Wave(
                    random.nextDouble(low, high),
                    2 * Math.PI / random.nextDouble(shortest, longest),
                    random.nextDouble(2 * Math.PI));
        }

        double at(double place) {
            return height * Math.sin(frequency * place + phase);
        }
    }
}
