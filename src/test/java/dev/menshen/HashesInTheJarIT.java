package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The jar carries only a part of its cryptography library; this shows that the part is whole. */
class HashesInTheJarIT {

    @Test
    void everyKindOfHashWorksWithTheClassesInTheJar() throws IOException {
        Path tests = Path.of("target/test-classes").toAbsolutePath();
        Process process = new ProcessBuilder(
                        JarProcess.thisJava().toString(),
                        "-cp",
                        JarProcess.JAR + System.getProperty("path.separator") + tests,
                        HashesInTheJar.class.getName())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                .isEqualTo("right");
    }

    @Test
    void theJarIsSmallEnoughToCarryAround() throws IOException {
        assertThat(Files.size(JarProcess.JAR)).isLessThanOrEqualTo(30_000_000);
    }
}
