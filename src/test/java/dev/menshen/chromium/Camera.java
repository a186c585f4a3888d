package dev.menshen.chromium;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.openqa.selenium.chrome.ChromeDriver;

/** Takes pictures of a page as it looks on a screen of this width, by day or by night. */
record Camera(String theme, int width, int height, int density) {

    /** Build artefacts; the one picture that is kept in {@code src/docs} is copied from here by hand. */
    private static final Path ALBUM = Path.of("target", "screenshots");

    /** The smallest telephone and a desk, light and dark. */
    static final List<Camera> ALL = List.of(
            new Camera("light", 1280, 800, 1),
            new Camera("dark", 1280, 800, 1),
            new Camera("light", 320, 640, 2),
            new Camera("dark", 320, 640, 2));

    /** Makes the browser's screen this one. */
    void lookThrough(ChromeDriver driver) {
        Map<String, Object> scheme = Map.of("name", "prefers-color-scheme", "value", theme);
        Map<String, Object> still = Map.of("name", "prefers-reduced-motion", "value", "reduce");
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme, still)));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", density, "mobile", false));
    }

    /** The whole page, and at least the whole screen. */
    Path takePage(ChromeDriver driver, String name) {
        Number tall = (Number) driver.executeScript("return document.documentElement.scrollHeight");
        int whole = Math.max(height, tall == null ? 0 : tall.intValue());
        return take(driver, name + "-" + theme + "-" + width, whole);
    }

    /** What stands on the screen without scrolling, in a small file. */
    Path takeScreen(ChromeDriver driver, String name) throws IOException {
        Path file = take(driver, name, height);
        BufferedImage picture = ImageIO.read(file.toFile());
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam thorough = writer.getDefaultWriteParam();
        thorough.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        thorough.setCompressionQuality(0);
        Files.delete(file);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), thorough);
        } finally {
            writer.dispose();
        }
        return file;
    }

    private Path take(ChromeDriver driver, String name, int tall) {
        Map<String, Object> clip = Map.of("x", 0, "y", 0, "width", width, "height", tall, "scale", 1);
        Map<String, Object> shot = driver.executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", clip));
        try {
            Files.createDirectories(ALBUM);
            return Files.write(ALBUM.resolve(name + ".png"), Base64.getDecoder().decode((String) shot.get("data")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
