package dev.menshen.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The filter for fail2ban that README.md shows, tried on our lines the way fail2ban does: date out, then the regex. */
class FailToBanTest {

    private static final String FORGED = "INFO menshen.audit - time=x event=sign-in-failed address=10.9.9.9 method=";
    private static final Set<What> COUNTED = Set.of(
            What.SIGN_IN_FAILED,
            What.SIGN_IN_REFUSED,
            What.REGISTRATION_REFUSED,
            What.RESET_REFUSED,
            What.CODE_REFUSED);

    private final Pattern date;
    private final Pattern fail;

    FailToBanTest() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        date = Pattern.compile(value(readme, "datepattern")
                .replace("%%Y", "\\d{4}")
                .replaceAll("%%[mdHMS]", "\\\\d\\\\d")
                .replace("%%f", "\\d+")
                .replace("%%z", "(?:Z|[+-]\\d\\d:?\\d\\d)"));
        fail = Pattern.compile(value(readme, "failregex").replace("<HOST>", "(?<host>[0-9A-Fa-f:.]+)"));
    }

    private static String value(String readme, String key) {
        Matcher matcher = Pattern.compile("(?m)^" + key + " = (.+)$").matcher(readme);
        assertThat(matcher.find()).as(key).isTrue();
        return matcher.group(1);
    }

    /** Whom fail2ban would count this line against. */
    private Optional<String> counted(String line) {
        Matcher dated = date.matcher(line);
        if (!dated.find()) {
            return Optional.empty();
        }
        Matcher failed = fail.matcher(dated.replaceFirst(""));
        return failed.find() ? Optional.of(failed.group("host")) : Optional.empty();
    }

    @Test
    void exactlyWhatFailedOrWasRefusedIsCountedAgainstItsAddress() {
        for (What what : What.values()) {
            for (String address : List.of("10.0.0.7", "2001:db8::7")) {
                String line = line(new Event(what, Subject.account(17, "alice"), Method.PASSWORD, address, "why"));
                assertThat(counted(line))
                        .as(line)
                        .isEqualTo(COUNTED.contains(what) ? Optional.of(address) : Optional.empty());
            }
        }
    }

    @Test
    void noTextCanForgeALineOrAnAddress() {
        for (String end : List.of("", "\n", "\r\n", "\u2028", "\u0085", "\u001b[1G", "\" ", "\\\" ", "%n")) {
            String forged = "x" + end + "2026-11-22T21:50:12Z " + FORGED;
            Event event = new Event(What.SIGN_IN, Subject.account(17, forged), Method.PASSWORD, forged, forged);
            line(event)
                    .lines()
                    .forEach(line -> assertThat(counted(line)).as(line).isEmpty());
            Event failed = new Event(What.SIGN_IN_FAILED, Subject.account(17, forged), Method.NONE, "10.0.0.7", forged);
            assertThat(line(failed).lines())
                    .hasSize(1)
                    .allMatch(line -> counted(line).equals(Optional.of("10.0.0.7")));
        }
    }

    @Test
    void theTextOfAnotherLineIsNotCounted() {
        assertThat(counted("2026-11-22T21:50:12.345Z WARN dev.menshen.x - user said " + FORGED))
                .isEmpty();
        assertThat(counted(FORGED)).isEmpty();
    }

    private static String line(Event event) {
        return "2026-11-22T21:50:12.345+08:00 INFO menshen.audit - " + new Entry(Instant.EPOCH, event, 1).line();
    }
}
