package dev.menshen.chromium;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.openqa.selenium.chrome.ChromeDriver;

/** The axe-core program, which looks for what shuts people out of a page. */
final class Axe {

    private static final String RUN = """
            const done = arguments[arguments.length - 1];
            axe.run(document, { resultTypes: ['violations'] }).then(
              (found) => done(found.violations.flatMap((rule) =>
                rule.nodes.map((node) => rule.id + ' at ' + node.target + ': ' + node.failureSummary))),
              (trouble) => done(['axe failed: ' + trouble]));
            """;

    private final String program;

    Axe() {
        try (InputStream stream = Objects.requireNonNull(Axe.class.getResourceAsStream("/axe.min.js"))) {
            program = new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything it has against the page as it is shown now. */
    List<?> findings(ChromeDriver driver) {
        if (!Boolean.TRUE.equals(driver.executeScript("return 'axe' in window"))) {
            driver.executeScript(program);
        }
        return (List<?>) Objects.requireNonNull(driver.executeAsyncScript(RUN));
    }
}
