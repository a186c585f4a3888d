package dev.menshen;

import dev.menshen.cli.ProxyConfiguration;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/** What commands print, without a process of their own. */
public final class Printed {

    private Printed() {}

    /** What {@code menshen proxy} makes of these words. */
    public static ProxyConfiguration proxy(String... words) {
        CommandLineReader.Asked asked = CommandLineReader.read(
                Stream.concat(Stream.of("proxy"), Stream.of(words)).toArray(String[]::new));
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        flags.putAll(asked.flags());
        return ProxyConfiguration.of(asked.proxy(), Settings.of(flags).door());
    }
}
