package dev.menshen.captcha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Slim containers and bare servers have no fonts; on Linux an empty fontconfig makes any machine such a one. */
@EnabledOnOs(OS.LINUX)
class CaptchaWithoutFontsTest {

    private static final Path JVMS = Path.of("/usr/lib/jvm");

    @TempDir
    private Path folder;

    private Path fontconfig;

    @BeforeEach
    void emptyTheFontconfig() throws IOException {
        fontconfig = Files.writeString(
                folder.resolve("fonts.conf"), "<?xml version=\"1.0\"?>\n<fontconfig/>\n", StandardCharsets.UTF_8);
    }

    @Test
    void captchasAreDrawnWhereThisJavaFindsNoFonts() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");

        assertCaptchasAreDrawnWhereFontsFail(java);
    }

    @Test
    void captchasAreDrawnWhereJava25FindsNoFonts() throws Exception {
        Optional<Path> java = java25();
        assumeTrue(
                java.isPresent(),
                "no JDK 25: name its folder in MENSHEN_TEST_JDK25, or install one as /usr/lib/jvm/temurin-25*");

        assertCaptchasAreDrawnWhereFontsFail(java.orElseThrow());
    }

    private static Optional<Path> java25() throws IOException {
        String named = System.getenv("MENSHEN_TEST_JDK25");
        if (named != null) {
            return Optional.of(Path.of(named, "bin", "java"));
        }
        if (!Files.isDirectory(JVMS)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(JVMS, "temurin-25*")) {
            for (Path jdk : found) {
                return Optional.of(jdk.resolve("bin/java"));
            }
        }
        return Optional.empty();
    }

    private void assertCaptchasAreDrawnWhereFontsFail(Path java) throws Exception {
        Ended font = run(java, "font");
        assertThat(font.code())
                .as("with a font, which must fail here: %s", font.output())
                .isNotZero();
        assertThat(font.output()).containsAnyOf("Fontconfig", "fontconfig", "FontManager", "No physical fonts");

        Ended captcha = run(java, "captcha");
        assertThat(captcha.code()).as(captcha.output()).isZero();
        assertThat(captcha.output()).isEqualTo("drawn\n");
    }

    private Ended run(Path java, String what) throws Exception {
        Path home = Files.createTempDirectory(folder, "home");
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                java.toString(),
                "-Xmx128m",
                "-Duser.home=" + home, // where Java caches the fonts it once found
                "-cp",
                home(CaptchaImage.class) + File.pathSeparator + home(DrawsWithoutFonts.class),
                DrawsWithoutFonts.class.getName(),
                what));
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "FONTCONFIG_FILE", fontconfig.toString(),
                        "FONTCONFIG_PATH", home.toString(),
                        "LANG", "C",
                        "HOME", home.toString()));
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("ended in time")
                    .isTrue();
            return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }

    private static Path home(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private record Ended(int code, String output) {}
}
