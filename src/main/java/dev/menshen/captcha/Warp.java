package dev.menshen.captcha;

import java.util.random.RandomGenerator;

/** The waves that a paper seems to have: a slow and a quick one in each direction. */
final class Warp {

    private final Wave slowAcross;
    private final Wave quickAcross;
    private final Wave slowDown;
    private final Wave quickDown;

    private Warp(Wave slowAcross, Wave quickAcross, Wave slowDown, Wave quickDown) {
        this.slowAcross = slowAcross;
        this.quickAcross = quickAcross;
        this.slowDown = slowDown;
        this.quickDown = quickDown;
    }

    /**
     * Waves for one picture, in CSS pixels.
     *
     * @param strength how high they are, from 0 to 1
     */
    static Warp ofPaper(double strength, RandomGenerator random) {
        return new Warp(
                Wave.of(1.0 + 0.8 * strength, 40, 70, random),
                Wave.of(0.4 + 0.3 * strength, 13, 20, random),
                Wave.of(1.2 + 1.0 * strength, 60, 110, random),
                Wave.of(0.4 + 0.4 * strength, 16, 26, random));
    }

    /** Waves that make a letter one's own, in hundredths of its height. */
    static Warp ofLetter(RandomGenerator random) {
        return new Warp(
                Wave.of(5, 150, 260, random),
                Wave.of(2, 60, 100, random),
                Wave.of(4, 150, 260, random),
                Wave.of(2, 60, 100, random));
    }

    /** Moves every point by the waves. */
    void bend(Strokes strokes) {
        strokes.bend(y -> slowAcross.at(y) + quickAcross.at(y), x -> slowDown.at(x) + quickDown.at(x));
    }

    private record Wave(double height, double frequency, double phase) {

        static Wave of(double height, double shortest, double longest, RandomGenerator random) {
            return new Wave(
                    height * random.nextDouble(0.85, 1.15),
                    2 * Math.PI / random.nextDouble(shortest, longest),
                    random.nextDouble(2 * Math.PI));
        }

        double at(double place) {
            return height * Math.sin(frequency * place + phase);
        }
    }
}
