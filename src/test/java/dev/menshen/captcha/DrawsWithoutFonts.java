package dev.menshen.captcha;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** A program of its own for {@link CaptchaWithoutFontsTest}: {@code captcha} draws ours, {@code font} with Java's. */
final class DrawsWithoutFonts {

    private DrawsWithoutFonts() {}

    /** Draws, says so and ends; or fails as it fails. */
    public static void main(String[] arguments) {
        if (arguments[0].equals("captcha")) {
            CaptchaImage image = new CaptchaImage(1);
            for (int i = 0; i < 50; i++) {
                image.png("GATE2", 1 + i % 2, new SplittableRandom(i));
            }
        } else {
            Graphics2D graphics = new BufferedImage(120, 30, BufferedImage.TYPE_BYTE_GRAY).createGraphics();
            graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 24));
            graphics.drawString("GATE2", 2, 26);
        }
        new PrintStream(System.out, true, StandardCharsets.UTF_8).println("drawn");
    }
}
