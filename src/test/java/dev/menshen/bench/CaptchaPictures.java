package dev.menshen.bench;

import dev.menshen.captcha.CaptchaImage;
import dev.menshen.store.Tokens;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * Writes captchas of one house for readers to try: each by itself under its answer, {@code LABEL-0001.png}, and all of
 * them on contact sheets without their answers, {@code sheet-01.png}, for people to read blind.
 */
final class CaptchaPictures {

    private static final int COLUMNS = 3;
    private static final int ROWS = 4;
    private static final int SHEET_SCALE = 2;
    private static final int GAP = 12;

    private CaptchaPictures() {}

    /** {@code FOLDER COUNT [SEED [SCALE]]}: the seed stands for a house's secret; without one it is a new house's. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        int count = Integer.parseInt(arguments[1]);
        Tokens tokens = new Tokens(new SecureRandom());
        long house = arguments.length > 2
                ? Long.parseLong(arguments[2])
                : tokens.fast().nextLong();
        int scale = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1;
        CaptchaImage image = new CaptchaImage(house);
        List<BufferedImage> sheet = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            String answer = tokens.text(CaptchaImage.ALPHABET, CaptchaImage.LENGTH);
            Files.write(
                    folder.resolve(String.format(Locale.ROOT, "%s-%04d.png", answer, i)),
                    image.png(answer, scale, tokens.fast()));
            answers.add(answer);
            // For the sheet another picture of the same answer, so that a file's name tells nothing about it.
            sheet.add(ImageIO.read(new ByteArrayInputStream(image.png(answer, SHEET_SCALE, tokens.fast()))));
            if (sheet.size() == COLUMNS * ROWS || i == count) {
                int number = (i + COLUMNS * ROWS - 1) / (COLUMNS * ROWS);
                write(sheet, folder.resolve(String.format(Locale.ROOT, "sheet-%02d.png", number)));
                sheet.clear();
            }
        }
        Files.write(folder.resolve("sheets.txt"), answers, StandardCharsets.US_ASCII);
    }

    /** Every picture as large as it is on a dense screen, row by row. */
    private static void write(List<BufferedImage> pictures, Path file) throws IOException {
        int width = pictures.get(0).getWidth() + GAP;
        int height = pictures.get(0).getHeight() + GAP;
        int rows = (pictures.size() + COLUMNS - 1) / COLUMNS;
        BufferedImage sheet =
                new BufferedImage(COLUMNS * width + GAP, rows * height + GAP, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setColor(new Color(0xc0c0c0));
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        for (int i = 0; i < pictures.size(); i++) {
            graphics.drawImage(pictures.get(i), i % COLUMNS * width + GAP, i / COLUMNS * height + GAP, null);
        }
        graphics.dispose();
        ImageIO.write(sheet, "png", file.toFile());
    }
}
