package dev.menshen.faults;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.menshen.JarProcess;
import dev.menshen.TestDoor;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** Programs of the system that make a fault, where this machine has them. */
final class Command {

    private Command() {}

    /** Runs this to its end; whether it went well. */
    static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Skips the test that asks where this program is missing. */
    static void assumeThereIs(String program, String debianPackage) {
        assumeThat(Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))))
                .as("SKIPPED: there is no %s; on Debian: apt install %s", program, debianPackage)
                .isTrue();
    }

    /** Skips the test that asks where it is not run by root, whom alone the system lets do what it does. */
    static void assumeRoot(String what) {
        assumeThat(System.getProperty("user.name"))
                .as("SKIPPED: only root may %s", what)
                .isEqualTo("root");
    }

    /** A folder that everybody may enter, unlike those that belong to one user alone. */
    static Path commonFolder() {
        try {
            Path folder = TestDoor.newFolder();
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a door wrote to its log beside the book of what happened, which is no complaint. */
    static List<String> complaints(JarProcess door) {
        return door.complained()
                .lines()
                .filter(line -> !line.contains(" INFO "))
                .toList();
    }

    /** The text of a file. */
    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
