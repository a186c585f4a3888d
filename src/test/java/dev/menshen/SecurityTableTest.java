package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What SECURITY.md promises is held by tests that exist. */
class SecurityTableTest {

    private static final Path TESTS = Path.of("src/test/java");

    @Test
    void everyRowNamesNumbersAndTestsThatExist() throws IOException {
        String page = Files.readString(Path.of("SECURITY.md"), StandardCharsets.UTF_8);
        assertThat(SecurityTable.problems(page, TESTS)).isEmpty();
    }

    @Test
    void aTableThatIsNotTrueIsFound() {
        Map<String, String> wrong = Map.ofEntries(
                Map.entry("| A1 | it holds | `SecurityTabelTest` |", "there is no test"),
                Map.entry("| A1 | it holds | `SecurityTableTest.aTableThatIsTru` |", "tests nothing"),
                Map.entry("| A1 | it holds | `TestDoor` |", "tests nothing"),
                Map.entry("| A1 | it holds | |", "not a test's name"),
                Map.entry("| A1 | it holds | by hand |", "not a test's name"),
                Map.entry("| A1 | | `SecurityTableTest` |", "no promise"),
                Map.entry("| A1 | `SecurityTableTest` |", "not three cells"),
                Map.entry("| A151 | it holds | `SecurityTableTest` |", "no such numbers"),
                Map.entry("| A9–A7 | it holds | `SecurityTableTest` |", "no such numbers"),
                Map.entry("| A9–F10 | it holds | `SecurityTableTest` |", "no such numbers"),
                Map.entry("| A7-A9 | it holds | `SecurityTableTest` |", "not a number"),
                Map.entry("| A1, A1 | it holds | `SecurityTableTest` |", "twice"),
                Map.entry("| A1–A3, A2 (in part) | it holds | `SecurityTableTest` |", "twice"));
        wrong.forEach((row, problem) ->
                assertThat(problems(row)).as(row).singleElement().asString().contains(problem));
        assertThat(SecurityTable.problems("# Security\n", TESTS)).isNotEmpty();
    }

    @Test
    void aTableThatIsTrueIsLeftInPeace() {
        assertThat(problems(
                        "| A1–A3, F1 (in part) | one | `SecurityTableTest`, `SecurityTableTest.aTableThatIsTrueIsLeftInPeace` |\n"
                                + "| F1 (in part), A9 | another | `CaptchasContract` |"))
                .isEmpty();
    }

    private static List<String> problems(String rows) {
        return SecurityTable.problems("| number | promise | test |\n|---|---|---|\n" + rows + "\n\nMore.\n", TESTS);
    }
}
