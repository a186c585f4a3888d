package dev.menshen.captcha;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.random.RandomGenerator;

/**
 * Draws the captcha: five touching letters of our own in one ink, crossed by two thin lines, as a small PNG.
 *
 * <p>No font is asked for, so it draws where Java finds none. Nothing is kept between pictures; any number of threads
 * may draw at once.
 */
public final class CaptchaImage {

    /** What an answer is made of: of characters that look alike, leaning and crossed by a line, one only. */
    public static final String ALPHABET = "ADEGJLMRSTUWXY2389";

    /** How many characters an answer has. */
    public static final int LENGTH = 5;

    private static final int WIDTH = 120;
    private static final int HEIGHT = 30;
    private static final int PAPER = 15;

    /** Inks are the greys 0 to 3 of 15: the lightest still has a contrast of 12.6 to 1 with the paper (WCAG 2.2). */
    private static final int INKS = 4;

    private final Glyphs glyphs = new Glyphs();

    /** Reads the letters. */
    public CaptchaImage() {
        // Without a screen Java must not look for one, and a server with one must not use it.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    /**
     * A new picture of this answer as a PNG file, 120×30 CSS pixels large.
     *
     * @param scale how many pixels a CSS pixel has in each direction: 1 or 2
     */
    public byte[] png(String answer, int scale, RandomGenerator random) {
        if (answer.length() != LENGTH) {
            throw new IllegalArgumentException("an answer has " + LENGTH + " characters");
        }
        if (scale != 1 && scale != 2) {
            throw new IllegalArgumentException("the scale is 1 or 2");
        }
        int ink = random.nextInt(INKS);
        byte[] greys = covered(answer, scale, random);
        // On a dense screen an edge is smooth enough with fewer greys, and every grey costs bytes.
        int steps = scale == 1 ? 5 : 3;
        for (int i = 0; i < greys.length; i++) {
            int step = ((greys[i] & 0xff) * steps + 127) / 255;
            greys[i] = (byte) (PAPER - (PAPER - ink) * step / steps);
        }
        return new GreyPng(WIDTH * scale, HEIGHT * scale, greys).bytes();
    }

    /** How much of each pixel the ink covers, from 0 to 255. */
    private byte[] covered(String answer, int scale, RandomGenerator random) {
        BufferedImage canvas = new BufferedImage(WIDTH * scale, HEIGHT * scale, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = canvas.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.scale(scale, scale);
        graphics.setColor(Color.WHITE);
        draw(answer, graphics, random);
        graphics.dispose();
        return ((DataBufferByte) canvas.getRaster().getDataBuffer()).getData();
    }

    private void draw(String answer, Graphics2D graphics, RandomGenerator random) {
        Pen pen = Pen.any(random);
        Warp warp = new Warp(random);
        Lettering lettering = new Lettering(glyphs, pen.width(), random);
        pen.draw(graphics, lettering.fit(warp.bend(lettering.write(answer)), WIDTH, HEIGHT));
        for (int i = 0; i < 2; i++) {
            pen.thin(random).draw(graphics, warp.bend(crossing(random)));
        }
    }

    /** A lazy wave from one edge of the letters to the other. */
    private static Path2D crossing(RandomGenerator random) {
        double middle = random.nextDouble(10, HEIGHT - 10);
        double height = random.nextDouble(3, 7);
        double length = random.nextDouble(60, 130);
        double phase = random.nextDouble(2 * Math.PI);
        double end = WIDTH - random.nextDouble(2, 10);
        Path2D line = new Path2D.Double();
        double start = random.nextDouble(2, 10);
        for (double x = start; x < end; x += 5) {
            double y = middle + height * Math.sin(2 * Math.PI * x / length + phase);
            if (line.getCurrentPoint() == null) {
                line.moveTo(x, y);
            } else {
                line.lineTo(x, y);
            }
        }
        return line;
    }
}
