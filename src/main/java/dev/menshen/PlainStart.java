package dev.menshen;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The command line of an ordinary start: {@code serve} or no command, and settings. It is read by hand, for the library
 * that reads every other takes a tenth of the whole start to load.
 */
final class PlainStart {

    private static final String FLAG = "--";

    private static final Set<String> COMMANDS = Arrays.stream(CommandLineReader.Command.values())
            .map(command -> command.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    private PlainStart() {}

    /** The settings given, where that is all there is; empty where the library has to look, if only to say what is wrong. */
    static Optional<Map<Setting, String>> read(String... args) {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        int at = args.length > 0 && args[0].equals("serve") ? 1 : 0;
        while (at < args.length) {
            String flag = args[at];
            int equals = flag.indexOf('=');
            boolean apart = equals < 0;
            if (!flag.startsWith(FLAG) || (apart && at + 1 == args.length)) {
                return Optional.empty();
            }
            Optional<Setting> setting = Setting.of(flag.substring(FLAG.length(), apart ? flag.length() : equals));
            String value = apart ? args[at + 1] : flag.substring(equals + 1);
            if (setting.isEmpty() || !isPlain(value) || flags.put(setting.get(), value) != null) {
                return Optional.empty();
            }
            at += apart ? 2 : 1;
        }
        return Optional.of(flags);
    }

    /** Whether it can be nothing but a value: no flag, no file of arguments, nothing in quotes, and no command. */
    private static boolean isPlain(String value) {
        return !value.isEmpty() && "-@\"'".indexOf(value.charAt(0)) < 0 && !COMMANDS.contains(value);
    }
}
