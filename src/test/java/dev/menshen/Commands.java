package dev.menshen;

import dev.menshen.store.CannotOpen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/** {@code user} commands on the house of a data folder, without a process of their own. */
public record Commands(Path data) {

    /**
     * What a command left behind.
     *
     * @param out what it printed
     * @param err what it complained
     */
    public record Said(int exit, String out, String err) {}

    /** Runs {@code menshen user} with these words. */
    public Said user(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit;
        try {
            CommandLineReader.Asked asked = CommandLineReader.read(
                    Stream.concat(Stream.of("user"), Stream.of(words)).toArray(String[]::new));
            Map<Setting, String> values = new EnumMap<>(Setting.class);
            values.putAll(asked.flags());
            values.put(Setting.DATA, data.toString());
            exit = Main.user(values, asked.user().orElseThrow(), stream(out), stream(err));
        } catch (BadSetting e) {
            return new Said(2, "", String.valueOf(e.getMessage()));
        } catch (CannotOpen e) {
            return new Said(1, "", String.valueOf(e.getMessage()));
        }
        return new Said(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The same where it must succeed; returns what it printed. */
    public String done(String... words) {
        Said said = user(words);
        if (said.exit() != 0 || !said.err().isEmpty()) {
            throw new AssertionError(said.toString());
        }
        return said.out();
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
