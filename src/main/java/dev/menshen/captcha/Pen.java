package dev.menshen.captcha;

import java.util.random.RandomGenerator;

/**
 * What one picture is written with: a nib that is a circle or a leaning ellipse.
 *
 * @param width of its thickest line, in CSS pixels
 * @param flatness how thick its thinnest line is, as a part of the thickest
 * @param angle which way the nib leans, in radians
 * @param round whether its lines have round ends; if not, they are cut off square
 */
record Pen(double width, double flatness, double angle, boolean round) {

    /** A thin pen whose lines end as this one's do, for what crosses the letters. */
    Pen thin(RandomGenerator random) {
        return new Pen(random.nextDouble(1.1, 1.7), 1, 0, round);
    }
}
