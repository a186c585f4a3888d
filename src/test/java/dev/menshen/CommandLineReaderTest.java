package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.CommandLineReader.Asked;
import dev.menshen.CommandLineReader.Command;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code doctor} on the command line, and what comes of it. */
class CommandLineReaderTest {

    @Test
    void doctorTakesAnApplicationAndSettingsOnBothSides() {
        Asked asked = CommandLineReader.read("--dev=on", "doctor", "--listen=127.0.0.1:81", "--app", "http://wiki.lan");
        assertThat(asked.command()).isEqualTo(Command.DOCTOR);
        assertThat(asked.app()).contains("http://wiki.lan");
        assertThat(asked.flags()).isEqualTo(Map.of(Setting.DEV, "on", Setting.LISTEN, "127.0.0.1:81"));
        assertThat(CommandLineReader.read("doctor").app()).isEmpty();
        assertThat(CommandLineReader.read("serve").app()).isEmpty();
    }

    @Test
    void itsHelpNamesTheApplicationAndTheSettings() {
        Asked asked = CommandLineReader.read("doctor", "--help");
        assertThat(asked.command()).isEqualTo(Command.HELP);
        assertThat(asked.help()).contains("--app", "--listen", "--public-url").doesNotContain("--groups");
        assertThat(CommandLineReader.read("--help").help()).contains("doctor");
    }

    @Test
    void aRunningDoorIsCopiedAndTheCopyPutBackWhereItIsStopped() throws IOException {
        Path data = TestDoor.newFolder();
        Path file = data.resolve("copy");
        try (TestDoor door = TestDoor.open(data, InstantSource.system())) {
            People.register(door, "alice", "13800138000");
            assertThat(copied("backup", data, file)).contains("copied to " + file);
            People.register(door, "bob", "13900139000");
            assertThatThrownBy(() -> copied("restore", data, file)).hasMessageContaining("in use");
        }
        assertThat(copied("restore", data, file)).contains("put back", "menshen.db.before-");
        try (TestDoor door = TestDoor.open(data, InstantSource.system())) {
            assertThat(People.signIn(door, door.browser(), "alice").status()).isEqualTo(200);
            assertThat(People.signIn(door, door.browser(), "bob").status()).isEqualTo(422);
        }
    }

    private static String copied(String command, Path data, Path file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Main.copy(
                CommandLineReader.read(command, file.toString(), "--data=" + data),
                new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void backupWithoutAFileIsOneLine() {
        for (String command : List.of("backup", "restore")) {
            assertThatThrownBy(() -> CommandLineReader.read(command))
                    .isInstanceOf(BadSetting.class)
                    .hasMessageContaining("FILE")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void whatDoctorDoesNotKnowIsOneLine() {
        for (List<String> bad : List.of(
                List.of("--app"),
                List.of("wiki.lan"),
                List.of("--to=http://a"),
                List.of("--app=http://a", "--app=http://b"))) {
            assertThatThrownBy(() -> CommandLineReader.read(words(bad.toArray(String[]::new))))
                    .as(bad.toString())
                    .isInstanceOf(BadSetting.class)
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void theSettingsAreThoseOfTheDoor() {
        try (TestDoor door = TestDoor.open("base-path", "/door")) {
            String listen = "--listen=127.0.0.1:" + door.uri().getPort();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThat(examine(out, listen, "--base-path=/door", "--password-min=15"))
                    .isTrue();
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .startsWith("menshen of this source tree on Java " + Runtime.version() + System.lineSeparator())
                    .contains(door.uri() + "/door/health is open", door.uri() + "/door/gate/seen")
                    .doesNotContain("NIST");
            assertThat(examine(out, listen)).isFalse();
        }
    }

    @Test
    void whatMakesNoSenseIsRefusedBeforeAWordIsSaid() {
        for (String bad : List.of("--listen=127.0.0.1:0", "--listen=[::1]:0", "--app=wiki.lan", "--app=", "--dev=on")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThatThrownBy(() -> examine(out, bad))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("\n");
            assertThat(out.size()).as(bad).isZero();
        }
    }

    private static boolean examine(ByteArrayOutputStream out, String... words) {
        return Main.examine(CommandLineReader.read(words(words)), new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    private static String[] words(String... more) {
        return Stream.concat(Stream.of("doctor"), Stream.of(more)).toArray(String[]::new);
    }
}
