package dev.menshen.chromium;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The two programs a test in Chromium needs, where this machine has them. */
record Programs(Path browser, Path driver) {

    /** Where they are usually installed when the search path doesn't say. */
    private static final List<String> USUAL = List.of(
            "/usr/bin",
            "/usr/local/bin",
            "/usr/lib/chromium",
            "/usr/lib/chromium-browser",
            "/snap/bin",
            "/opt/google/chrome",
            "/opt/homebrew/bin",
            "/Applications/Chromium.app/Contents/MacOS",
            "/Applications/Google Chrome.app/Contents/MacOS");

    private static final List<String> BROWSERS = List.of(
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "chrome",
            "Chromium",
            "Google Chrome",
            "chrome.exe");

    private static final List<String> DRIVERS = List.of("chromedriver", "chromium.chromedriver", "chromedriver.exe");

    /** The programs of this machine; the test that asks is skipped where one of them is missing. */
    static Programs ofThisMachine() {
        Optional<Path> browser = find(BROWSERS);
        Optional<Path> driver = find(DRIVERS);
        Assumptions.assumeTrue(
                browser.isPresent() && driver.isPresent(),
                () -> "The tests in a real browser were SKIPPED: "
                        + (browser.isEmpty() ? "no Chromium" : "no chromedriver")
                        + " in the PATH or the usual places. On Debian: apt install chromium chromium-driver.");
        return new Programs(browser.orElseThrow(), driver.orElseThrow());
    }

    private static Optional<Path> find(List<String> names) {
        Map<String, String> environment = System.getenv();
        String[] path = environment.getOrDefault("PATH", "").split(File.pathSeparator);
        return Stream.concat(Stream.of(path), USUAL.stream())
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
