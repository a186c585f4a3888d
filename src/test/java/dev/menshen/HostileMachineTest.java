package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** That all these tests run where text is hardest; the tests on the jar run on the machine as it is. */
class HostileMachineTest {

    private static final String AS = "run with the arguments and the environment that pom.xml gives to surefire";

    @Test
    void theLanguageHasTwoKindsOfI() {
        assertThat("TITLE".toLowerCase(Locale.getDefault())).as(AS).isEqualTo("tıtle");
    }

    @Test
    void theEncodingKnowsNoChinese() {
        assertThat(Charset.defaultCharset()).as(AS).isEqualTo(StandardCharsets.ISO_8859_1);
        assertThat(System.getenv("LC_ALL")).as(AS).isEqualTo("C");
    }

    @Test
    void theZoneIsNoWholeNumberOfHoursOff() {
        assertThat(ZoneId.systemDefault()).as(AS).isEqualTo(ZoneId.of("Asia/Kathmandu"));
    }
}
