package dev.menshen;

import dev.menshen.cli.ProxyOptions;
import dev.menshen.cli.UserRequest;
import dev.menshen.cli.UserWords;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line: a command, {@code serve} when none is named, and a flag for every setting. */
final class CommandLineReader {

    /** What {@code proxy} takes beside the settings. */
    private static final Map<String, String> PROXY_OPTIONS = new TreeMap<>(Map.of(
            "app", "where browsers see the application, such as https://wiki.example.lan",
            "to", "where it is in truth, such as http://10.0.0.7:3000; what is under --app is fetched under it",
            "door", "how browsers see Menshen (default: public-url; else, where --app has a path, its host)",
            "gate", "how the proxy reaches Menshen (default: this machine at the port of listen)",
            "groups", "groups such as admins,staff: whoever is in none of them is refused"));

    private CommandLineReader() {}

    /** What can be asked for. */
    enum Command {
        SERVE,
        SETTINGS,
        PROXY,
        USER,
        DOCTOR,
        BACKUP,
        RESTORE,
        REHEARSE,
        HELP,
        VERSION
    }

    /**
     * A command, and what was given with it.
     *
     * @param command what is to be done, or told
     * @param flags settings
     * @param proxy what {@code proxy} is to print; options that the command does not have are empty
     * @param user what {@code user} is to do; empty for other commands
     * @param app the application whose way {@code doctor} is to walk, unread
     * @param file what {@code backup} is to make and {@code restore} to read
     * @param help the text of {@code --help}, where that was asked for; otherwise empty
     */
    record Asked(
            Command command,
            Map<Setting, String> flags,
            ProxyOptions proxy,
            Optional<UserRequest> user,
            Optional<String> app,
            Optional<String> file,
            String help) {

        /** An ordinary start with these settings. */
        static Asked serve(Map<Setting, String> flags) {
            return new Asked(
                    Command.SERVE, flags, ProxyOptions.NONE, Optional.empty(), Optional.empty(), Optional.empty(), "");
        }
    }

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
            ParseResult last = parsed;
            while (last.hasSubcommand()) {
                last = last.subcommand();
                collect(last, flags);
            }
            Command command = asked(
                    last,
                    parsed.hasSubcommand()
                            ? command(parsed.subcommand().commandSpec().name())
                            : Command.SERVE);
            Optional<UserRequest> user =
                    command == Command.USER ? Optional.of(UserWords.read(parsed.subcommand())) : Optional.empty();
            // Its hundreds of lines take longer to lay out than all the rest of the command line takes to read.
            String help =
                    command == Command.HELP ? last.commandSpec().commandLine().getUsageMessage() : "";
            return new Asked(command, flags, proxy(last), user, option(last, "app"), file(last, command), help);
        } catch (ParameterException e) {
            throw new BadSetting(firstLine(e) + "; see --help");
        }
    }

    private static Command command(String name) {
        return Command.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static CommandSpec spec() {
        CommandSpec root = withFlags(CommandSpec.create().name("java -jar menshen.jar"));
        root.usageMessage()
                .description("Menshen (门神), the front door of a small intranet.")
                .width(110);
        root.addSubcommand("serve", flagged("serve", "Opens the door; what is done when no command is named."));
        root.addSubcommand("settings", flagged("settings", "Prints the settings in force and where each came from."));
        root.addSubcommand("proxy", proxySpec());
        root.addSubcommand(
                "user", UserWords.spec(name -> withFlags(CommandSpec.create().name(name))));
        root.addSubcommand("doctor", doctorSpec());
        root.addSubcommand(
                "backup",
                fileSpec("backup", "Copies the database into this new file, while the door runs or is stopped."));
        root.addSubcommand(
                "restore", fileSpec("restore", "Puts a copy in the place of the database; the door must be stopped."));
        root.addSubcommand("rehearse", rehearseSpec());
        return root;
    }

    /** Not for people, and therefore not in the help: the launcher asks for it. */
    private static CommandSpec rehearseSpec() {
        CommandSpec spec = CommandSpec.create().name("rehearse");
        spec.usageMessage().hidden(true);
        return spec;
    }

    private static CommandSpec proxySpec() {
        CommandSpec spec = flagged("proxy", "Prints the configuration of a proxy before an application to be guarded.");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("PROXY")
                .type(String.class)
                .arity("0..1")
                .index("0")
                .description("nginx, caddy or traefik")
                .build());
        PROXY_OPTIONS.forEach((name, meaning) -> spec.addOption(OptionSpec.builder("--" + name)
                .type(String.class)
                .paramLabel(name.equals("groups") ? "LIST" : "URL")
                .description(meaning)
                .build()));
        return spec;
    }

    private static CommandSpec doctorSpec() {
        CommandSpec spec = flagged("doctor", "Looks at what keeps people out, and says in words what to change.");
        spec.addOption(OptionSpec.builder("--app")
                .type(String.class)
                .paramLabel("URL")
                .description("where browsers see a guarded application: its whole way is walked, there and back")
                .build());
        return spec;
    }

    private static CommandSpec fileSpec(String name, String description) {
        CommandSpec spec = flagged(name, description);
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("FILE")
                .type(String.class)
                .arity("1")
                .index("0")
                .required(true)
                .description("the copy")
                .build());
        return spec;
    }

    private static Optional<String> file(ParseResult parsed, Command command) {
        return command == Command.BACKUP || command == Command.RESTORE
                ? Optional.ofNullable(parsed.matchedPositionalValue(0, null))
                : Optional.empty();
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

    private static ProxyOptions proxy(ParseResult parsed) {
        return new ProxyOptions(
                Optional.ofNullable(parsed.matchedPositionalValue(0, null)),
                option(parsed, "app"),
                option(parsed, "to"),
                option(parsed, "door"),
                option(parsed, "gate"),
                option(parsed, "groups"));
    }

    private static Optional<String> option(ParseResult parsed, String name) {
        return Optional.ofNullable(parsed.matchedOptionValue("--" + name, null));
    }

    private static String firstLine(ParameterException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("cannot read the command line");
    }
}
