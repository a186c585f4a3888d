package dev.menshen.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.text.Language;
import dev.menshen.text.Messages;
import dev.menshen.web.AtGate.Brought;
import dev.menshen.web.Origin;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LoopCauseTest {

    private static final List<String> HOSTS = List.of(
            "http://door.lan", "https://door.lan", "http://wiki.lan", "https://a.example.lan", "http://example.lan");

    @Test
    void everyCauseThereCanBeIsToldInBothLanguages() {
        for (String ours : HOSTS) {
            for (String theirs : HOSTS) {
                for (Optional<String> domain : List.of(Optional.<String>empty(), Optional.of("example.lan"))) {
                    words().forEach(brought -> told(LoopCause.of(
                            Origin.read(ours).orElseThrow(), Origin.read(theirs).orElseThrow(), domain, brought)));
                }
            }
        }
        told(LoopCause.of(null, null, Optional.empty(), ""));
    }

    private static Stream<String> words() {
        return Stream.concat(
                Stream.of("", "nonsense", "../x"),
                Arrays.stream(Brought.values()).map(Brought::word));
    }

    private static void told(LoopCause cause) {
        for (Language language : Language.values()) {
            for (String part : List.of(".text", ".mend")) {
                assertThat(Messages.in(language)
                                .say(
                                        "gate.loop." + cause.key() + part,
                                        cause.args().toArray()))
                        .isNotBlank();
            }
        }
    }
}
