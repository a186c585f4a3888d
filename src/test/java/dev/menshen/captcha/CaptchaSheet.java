package dev.menshen.captcha;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * Draws captchas for people to look at: {@code java -cp target/classes:target/test-classes
 * dev.menshen.captcha.CaptchaSheet FOLDER [SEED [COUNT]]}.
 *
 * <p>The folder gets {@code sheet.png}, all pictures in rows of four, for a dense screen and without their answers, to be read
 * blind; {@code answers.txt}, a row of answers for each row of the sheet; {@code alphabet.png}, every character five
 * times; and each picture by itself under the name of its answer.
 */
final class CaptchaSheet {

    private static final int COLUMNS = 4;
    private static final int SCALE = 2;

    private CaptchaSheet() {}

    /** Writes the files. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        SplittableRandom random = new SplittableRandom(arguments.length > 1 ? Long.parseLong(arguments[1]) : 1);
        int count = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 32;
        List<String> answers =
                IntStream.range(0, count).mapToObj(i -> answer(random)).toList();
        Files.writeString(folder.resolve("answers.txt"), rows(answers), StandardCharsets.UTF_8);
        sheet(folder, "sheet.png", answers, random);
        sheet(folder, "alphabet.png", everyCharacter(), random);
    }

    private static String answer(SplittableRandom random) {
        StringBuilder answer = new StringBuilder();
        for (int i = 0; i < CaptchaImage.LENGTH; i++) {
            answer.append(CaptchaImage.ALPHABET.charAt(random.nextInt(CaptchaImage.ALPHABET.length())));
        }
        return answer.toString();
    }

    private static List<String> everyCharacter() {
        return CaptchaImage.ALPHABET
                .chars()
                .mapToObj(character -> Character.toString(character).repeat(CaptchaImage.LENGTH))
                .toList();
    }

    private static String rows(List<String> answers) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < answers.size(); i++) {
            rows.append(answers.get(i)).append(i % COLUMNS == COLUMNS - 1 ? "\n" : " ");
        }
        return rows.append('\n').toString();
    }

    private static void sheet(Path folder, String name, List<String> answers, SplittableRandom random)
            throws IOException {
        CaptchaImage image = new CaptchaImage();
        List<BufferedImage> pictures = new ArrayList<>();
        for (String answer : answers) {
            byte[] png = image.png(answer, SCALE, random);
            Files.write(folder.resolve(answer + ".png"), png);
            pictures.add(ImageIO.read(new ByteArrayInputStream(png)));
        }
        int width = pictures.get(0).getWidth() + 20;
        int height = pictures.get(0).getHeight() + 20;
        int rows = (pictures.size() + COLUMNS - 1) / COLUMNS;
        BufferedImage sheet = new BufferedImage(COLUMNS * width, rows * height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setColor(new Color(0xc0c0c0));
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        for (int i = 0; i < pictures.size(); i++) {
            graphics.drawImage(pictures.get(i), i % COLUMNS * width + 10, i / COLUMNS * height + 10, null);
        }
        graphics.dispose();
        ImageIO.write(sheet, "png", folder.resolve(name).toFile());
    }
}
