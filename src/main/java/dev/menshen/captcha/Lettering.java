package dev.menshen.captcha;

import java.awt.geom.AffineTransform;
import java.util.random.RandomGenerator;

/** How one picture sets its letters: their size, their lean, how they touch. Lengths are CSS pixels. */
final class Lettering {

    /** How far a letter may turn to either side, in radians; slant and stretching add some degrees to these 16. */
    private static final double TURN = Math.toRadians(16);

    /** How much wider at most letters are made to fill the paper; beyond this they look rolled flat. */
    private static final double STRETCH = 1.35;

    private static final double MARGIN = 0.5;

    /** More points than most texts have. */
    private static final int ROOM = 160;

    private final Glyphs face;
    private final RandomGenerator random;
    private final double pen;
    private final double slant;
    private final double proportion;

    /** Letters for a pen of this width, leaning and as wide as these say. */
    Lettering(Glyphs face, double pen, double slant, double proportion, RandomGenerator random) {
        this.face = face;
        this.random = random;
        this.pen = pen;
        this.slant = slant;
        this.proportion = proportion;
    }

    /** The way of the pen through the whole text, as wide as it comes out, its middle at the height 0. */
    Strokes write(String text) {
        Strokes line = new Strokes(ROOM);
        double x = 0;
        for (int i = 0; i < text.length(); i++) {
            Strokes letter = lean(face.of(text.charAt(i)));
            double height = random.nextDouble(24, 27) - pen;
            double scale = height / letter.height();
            double width = letter.width() * scale * proportion;
            AffineTransform place = AffineTransform.getTranslateInstance(x, random.nextDouble(-1, 1) - height / 2);
            place.scale(scale * proportion, scale);
            place.translate(-letter.left(), -letter.top());
            line.append(letter, place);
            x += (width + pen) * random.nextDouble(0.79, 0.88);
        }
        return line;
    }

    private Strokes lean(Strokes letter) {
        AffineTransform lean = AffineTransform.getRotateInstance(random.nextDouble(-TURN, TURN));
        lean.shear(slant, 0);
        Strokes leaning = new Strokes(letter.size());
        leaning.append(letter, lean);
        return leaning;
    }

    /** Moves the line, stretches it to most of the width and flattens it if too high: so its ink stays on the paper. */
    void fit(Strokes line, double width, double height) {
        double room = width - pen - 2 * MARGIN;
        double across = Math.min(STRETCH, random.nextDouble(0.9, 1) * room / line.width());
        double down = Math.min(1, (height - pen - 2 * MARGIN) / line.height());
        AffineTransform fit = AffineTransform.getTranslateInstance(
                MARGIN + pen / 2 + random.nextDouble() * (room - across * line.width()), height / 2);
        fit.scale(across, down);
        fit.translate(-line.left(), -line.top() - line.height() / 2);
        line.move(fit);
    }
}
