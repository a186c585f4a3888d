package dev.menshen.captcha;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.random.RandomGenerator;

/** How one picture sets its letters: their size, their lean, how they touch. Lengths are CSS pixels. */
final class Lettering {

    /** How far a letter may turn to either side, in radians; slant and stretching add some degrees to these 16. */
    private static final double TURN = Math.toRadians(16);

    /** How much wider at most letters are made to fill the paper; beyond this they look rolled flat. */
    private static final double STRETCH = 1.35;

    private static final double MARGIN = 0.5;

    private final Glyphs glyphs;
    private final RandomGenerator random;
    private final double pen;
    private final double slant;
    private final double proportion;

    /** Letters for a pen of this width. */
    Lettering(Glyphs glyphs, double pen, RandomGenerator random) {
        this.glyphs = glyphs;
        this.random = random;
        this.pen = pen;
        this.slant = random.nextDouble(-0.1, 0.1);
        this.proportion = random.nextDouble(0.95, 1.2);
    }

    /** The line of the pen through the whole text, as wide as it comes out, its middle at the height 0. */
    Path2D write(String text) {
        Path2D line = new Path2D.Double();
        double x = 0;
        for (int i = 0; i < text.length(); i++) {
            Shape letter = lean(glyphs.of(text.charAt(i)));
            Rectangle2D bounds = letter.getBounds2D();
            double height = random.nextDouble(24, 27) - pen;
            double scale = height / bounds.getHeight();
            AffineTransform place = AffineTransform.getTranslateInstance(x, random.nextDouble(-1, 1) - height / 2);
            place.scale(scale * proportion, scale);
            place.translate(-bounds.getX(), -bounds.getY());
            line.append(place.createTransformedShape(letter), false);
            x += (bounds.getWidth() * scale * proportion + pen) * random.nextDouble(0.80, 0.90);
        }
        return line;
    }

    private Shape lean(Shape letter) {
        AffineTransform lean = AffineTransform.getRotateInstance(random.nextDouble(-TURN, TURN));
        lean.shear(slant, 0);
        return lean.createTransformedShape(letter);
    }

    /** The same line moved, stretched to most of the width and flattened if too high: so its ink stays on the paper. */
    Shape fit(Path2D line, double width, double height) {
        Rectangle2D bounds = line.getBounds2D();
        double room = width - pen - 2 * MARGIN;
        double across = Math.min(STRETCH, random.nextDouble(0.9, 1) * room / bounds.getWidth());
        double down = Math.min(1, (height - pen - 2 * MARGIN) / bounds.getHeight());
        AffineTransform fit = AffineTransform.getTranslateInstance(
                MARGIN + pen / 2 + random.nextDouble() * (room - across * bounds.getWidth()), height / 2);
        fit.scale(across, down);
        fit.translate(-bounds.getX(), -bounds.getCenterY());
        return fit.createTransformedShape(line);
    }
}
