package dev.menshen.captcha;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.util.random.RandomGenerator;

/**
 * What one picture is written with: a nib that is a circle or a leaning ellipse.
 *
 * @param width of its thickest line, in CSS pixels
 * @param flatness how thick its thinnest line is, as a part of the thickest
 * @param angle which way the nib leans, in radians
 * @param round whether its lines have round ends and corners; if not, both are cut off square
 */
record Pen(double width, double flatness, double angle, boolean round) {

    /** Any heavy pen. */
    static Pen any(RandomGenerator random) {
        return new Pen(
                random.nextDouble(3.5, 4.6),
                random.nextDouble(0.72, 1),
                random.nextDouble(-0.6, 0.6),
                random.nextBoolean());
    }

    /** A thin pen whose lines end as this one's do, for what crosses the letters. */
    Pen thin(RandomGenerator random) {
        return new Pen(random.nextDouble(1.1, 1.7), 1, 0, round);
    }

    /** Draws along this path with the colour that is set. */
    void draw(Graphics2D canvas, Shape path) {
        // A circle on paper that is stretched along the nib, let go again, is the ellipse that was wanted.
        AffineTransform before = canvas.getTransform();
        AffineTransform nib = AffineTransform.getRotateInstance(angle);
        nib.scale(1, flatness);
        AffineTransform stretched = AffineTransform.getScaleInstance(1, 1 / flatness);
        stretched.rotate(-angle);
        canvas.transform(nib);
        canvas.setStroke(new BasicStroke(
                (float) width,
                round ? BasicStroke.CAP_ROUND : BasicStroke.CAP_BUTT,
                round ? BasicStroke.JOIN_ROUND : BasicStroke.JOIN_MITER,
                2));
        canvas.draw(stretched.createTransformedShape(path));
        canvas.setTransform(before);
    }
}
