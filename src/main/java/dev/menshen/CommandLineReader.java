package dev.menshen;

import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line: a command, {@code serve} when none is named, and a flag for every setting. */
final class CommandLineReader {

    private CommandLineReader() {}

    /** What can be asked for. */
    enum Command {
        SERVE,
        SETTINGS,
        HELP,
        VERSION
    }

    /** A command, and the settings given with it. */
    record Asked(Command command, Map<Setting, String> flags) {}

    /**
     * Reads the command line.
     *
     * @throws BadSetting when it makes no sense, in one line
     */
    static Asked read(String... args) {
        try {
            ParseResult parsed = new CommandLine(spec()).parseArgs(args);
            Map<Setting, String> flags = new EnumMap<>(Setting.class);
            collect(parsed, flags);
            if (!parsed.hasSubcommand()) {
                return new Asked(asked(parsed, Command.SERVE), flags);
            }
            ParseResult command = parsed.subcommand();
            collect(command, flags);
            boolean settings = command.commandSpec().name().equals("settings");
            return new Asked(asked(command, settings ? Command.SETTINGS : Command.SERVE), flags);
        } catch (ParameterException e) {
            throw new BadSetting(firstLine(e) + "; see --help");
        }
    }

    /** The text of {@code --help}. */
    static String help() {
        return new CommandLine(spec()).getUsageMessage();
    }

    private static CommandSpec spec() {
        CommandSpec root = withFlags(CommandSpec.create().name("java -jar menshen.jar"));
        root.usageMessage()
                .description("Menshen (门神), the front door of a small intranet.")
                .width(110);
        root.addSubcommand("serve", flagged("serve", "Opens the door; what is done when no command is named."));
        root.addSubcommand("settings", flagged("settings", "Prints the settings in force and where each came from."));
        return root;
    }

    private static CommandSpec flagged(String name, String description) {
        CommandSpec spec = withFlags(CommandSpec.create().name(name));
        spec.usageMessage().description(description);
        return spec;
    }

    private static CommandSpec withFlags(CommandSpec spec) {
        spec.addOption(OptionSpec.builder("--help", "-h")
                .usageHelp(true)
                .description("shows this")
                .build());
        spec.addOption(OptionSpec.builder("--version")
                .versionHelp(true)
                .description("shows the version")
                .build());
        for (Setting setting : Setting.values()) {
            String standard = setting.standard().isEmpty() ? "" : " (default: " + setting.standard() + ")";
            spec.addOption(OptionSpec.builder("--" + setting.key())
                    .type(String.class)
                    .paramLabel("VALUE")
                    .description(setting.meaning() + standard)
                    .build());
        }
        return spec;
    }

    private static Command asked(ParseResult parsed, Command otherwise) {
        if (parsed.isUsageHelpRequested()) {
            return Command.HELP;
        }
        return parsed.isVersionHelpRequested() ? Command.VERSION : otherwise;
    }

    private static void collect(ParseResult parsed, Map<Setting, String> flags) {
        for (Setting setting : Setting.values()) {
            String value = parsed.matchedOptionValue("--" + setting.key(), null);
            if (value != null) {
                flags.put(setting, value);
            }
        }
    }

    private static String firstLine(ParameterException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("cannot read the command line");
    }
}
