package dev.menshen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A table of numbers, promises and the tests that hold them, as SECURITY.md has it, and everything wrong with it. */
final class SecurityTable {

    /** How many there are of each kind in the list of attacks and faults. */
    private static final Map<String, Integer> LAST = Map.of("A", 150, "F", 46, "S", 16);

    private static final String NUMBER = "([AFS])([1-9]\\d{0,2})";
    private static final Pattern NUMBERS = Pattern.compile(NUMBER + "(?:–" + NUMBER + ")?( \\(in part\\))?");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*)(?:\\.([a-z]\\w*))?`");
    private static final String MARKED = "@(?:Test|ParameterizedTest|RepeatedTest|TestFactory|FuzzTest)\\b";

    private final Map<String, Path> sources = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Boolean> wholly = new TreeMap<>();
    private int rows;

    private SecurityTable(Path tests) {
        try (Stream<Path> files = Files.walk(tests)) {
            files.filter(file -> file.toString().matches(".*[A-Z]\\w*\\.java"))
                    .forEach(file ->
                            sources.merge(file.getFileName().toString().replace(".java", ""), file, (one, other) -> {
                                throw new IllegalStateException("two tests of one name: " + one + " and " + other);
                            }));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with the table on this page, given the tests in this folder. */
    static List<String> problems(String page, Path tests) {
        SecurityTable table = new SecurityTable(tests);
        page.lines()
                .dropWhile(line -> !line.startsWith("|---"))
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .forEach(table::row);
        if (table.rows == 0) {
            table.problems.add("there is no table");
        }
        return table.problems;
    }

    private void row(String line) {
        rows++;
        String[] cells = line.split("\\|", -1);
        if (cells.length != 5) {
            problems.add("not three cells: " + line);
            return;
        }
        for (String numbers : cells[1].strip().split(", ", -1)) {
            numbers(numbers);
        }
        if (cells[2].isBlank()) {
            problems.add("no promise: " + line);
        }
        for (String test : cells[3].strip().split(", ", -1)) {
            test(test, line);
        }
    }

    private void numbers(String text) {
        Matcher matcher = NUMBERS.matcher(text);
        if (!matcher.matches()) {
            problems.add("not a number or a range of them: " + text);
            return;
        }
        boolean range = matcher.group(3) != null;
        String kind = matcher.group(1);
        int first = Integer.parseInt(matcher.group(2));
        int last = range ? Integer.parseInt(matcher.group(4)) : first;
        if ((range && (!kind.equals(matcher.group(3)) || last <= first)) || last > LAST.getOrDefault(kind, 0)) {
            problems.add("no such numbers: " + text);
            return;
        }
        for (int number = first; number <= last; number++) {
            whole(kind + number, matcher.group(5) == null);
        }
    }

    /** A number may stand in several rows only where each of them says that it holds a part of it. */
    private void whole(String number, boolean whole) {
        Boolean before = wholly.put(number, whole);
        if (before != null && (before || whole)) {
            problems.add("twice, and not in part both times: " + number);
        }
    }

    private void test(String text, String line) {
        Matcher matcher = TEST.matcher(text);
        if (!matcher.matches()) {
            problems.add("not a test's name: '" + text + "' in: " + line);
            return;
        }
        String name = matcher.group(1);
        Optional<String> source = Optional.ofNullable(sources.get(name)).map(SecurityTable::read);
        Pattern method = Pattern.compile(MARKED + "(?:[^;{}]|\\{[^{};]*\\})*\\bvoid "
                + (matcher.group(2) == null ? "\\w+" : matcher.group(2)) + "\\(");
        if (source.isEmpty()) {
            problems.add("there is no test " + name);
        } else if (!method.matcher(source.get()).find()) {
            problems.add("this tests nothing: " + text);
        } else if (source.get().contains("abstract class " + name) && !isRun(name)) {
            problems.add("nothing runs the contract " + name);
        }
    }

    /** Contracts may build on one another; in the end one of them is extended by a test. */
    private boolean isRun(String contract) {
        return sources.entrySet().stream()
                .filter(source -> read(source.getValue()).contains(" extends " + contract + " "))
                .map(Map.Entry::getKey)
                .anyMatch(name -> name.endsWith("Test") || isRun(name));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
