package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An ordinary command line means the same, whoever reads it. */
class PlainStartTest {

    /** What a word of a command line may be; every line of up to four of them is tried. */
    private static final List<String> WORDS = List.of(
            "serve",
            "user",
            "backup",
            "settings",
            "version",
            "--dev",
            "--dev=on",
            "--data=",
            "--data=a b",
            "--data=\"a\"",
            "--data==",
            "--date=x",
            "--",
            "--help",
            "-h",
            "@file",
            "'on'",
            "",
            "a b=c",
            "门");

    @Test
    void whatItReadsIsWhatTheLibraryReads() {
        int read = 0;
        for (List<String> line : lines(4)) {
            String[] words = line.toArray(String[]::new);
            if (PlainStart.read(words).isPresent()) {
                assertThat(PlainStart.read(words).map(CommandLineReader.Asked::serve))
                        .as(line.toString())
                        .contains(CommandLineReader.read(words));
                read++;
            }
        }
        assertThat(read).isGreaterThan(20);
    }

    private static List<List<String>> lines(int most) {
        List<List<String>> all = new ArrayList<>(List.of(List.of()));
        int from = 0;
        for (int length = 1; length <= most; length++) {
            int to = all.size();
            for (List<String> line : List.copyOf(all.subList(from, to))) {
                for (String word : WORDS) {
                    List<String> longer = new ArrayList<>(line);
                    longer.add(word);
                    all.add(longer);
                }
            }
            from = to;
        }
        return all;
    }

    @Test
    void itReadsOrdinaryStarts() {
        assertThat(PlainStart.read()).contains(Map.of());
        assertThat(PlainStart.read("serve")).contains(Map.of());
        assertThat(PlainStart.read("--listen", "127.0.0.1:0", "--data=my data", "--dev", "on"))
                .contains(Map.of(Setting.LISTEN, "127.0.0.1:0", Setting.DATA, "my data", Setting.DEV, "on"));
    }

    @Test
    void allElseIsLeftToTheLibrary() {
        for (String line :
                List.of("--help", "--captha off", "--dev", "--dev on --dev off", "settings", "serve serve")) {
            assertThat(PlainStart.read(line.split(" ", -1))).as(line).isEmpty();
        }
    }
}
