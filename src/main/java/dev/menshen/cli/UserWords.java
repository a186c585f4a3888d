package dev.menshen.cli;

import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The words of {@code user} on the command line. */
public final class UserWords {

    private UserWords() {}

    /**
     * The command with its own commands.
     *
     * @param flagged makes a command of a name, with what every command takes
     */
    public static CommandSpec spec(Function<String, CommandSpec> flagged) {
        CommandSpec user = flagged.apply("user");
        user.usageMessage().description("Shows and changes accounts, while the door runs or is stopped.");
        for (UserRequest.Action action : UserRequest.Action.values()) {
            user.addSubcommand(action.word(), spec(action, flagged));
        }
        return user;
    }

    private static CommandSpec spec(UserRequest.Action action, Function<String, CommandSpec> flagged) {
        CommandSpec spec = flagged.apply(action.word());
        spec.usageMessage().description(meaning(action));
        if (action == UserRequest.Action.LIST) {
            spec.addOption(OptionSpec.builder("--limit")
                    .type(Long.class)
                    .paramLabel("N")
                    .description("so many lines at most")
                    .build());
            return spec;
        }
        spec.addPositional(positional(0, "NAME", "1", "user name, e-mail or phone, in any spelling"));
        if (action == UserRequest.Action.GROUPS) {
            spec.addPositional(positional(1, "LIST", "0..1", "such as admins,staff; \"\" for none"));
        }
        if (action == UserRequest.Action.NAME) {
            spec.addPositional(positional(1, "FULL_NAME", "1", "as colleagues write it; \"\" for none"));
        }
        return spec;
    }

    private static PositionalParamSpec positional(int index, String label, String arity, String meaning) {
        return PositionalParamSpec.builder()
                .index(Integer.toString(index))
                .arity(arity)
                .required(arity.equals("1"))
                .type(String.class)
                .paramLabel(label)
                .description(meaning)
                .build();
    }

    private static String meaning(UserRequest.Action action) {
        return switch (action) {
            case LIST -> "Prints a line for each account: number, name, state, groups, since when.";
            case SHOW -> "Prints what is known of an account, and how many sessions it has.";
            case DISABLE -> "Shuts an account out: its sessions end, and the gate's next check refuses it.";
            case ENABLE -> "Lets an account in again.";
            case GROUPS -> "Puts an account into these groups and no others; without a list, prints them.";
            case NAME -> "Says how colleagues write an account's name.";
        };
    }

    /**
     * Reads what was asked.
     *
     * @throws ParameterException when there is nothing to be done
     */
    public static UserRequest read(ParseResult user) {
        if (!user.hasSubcommand()) {
            throw new ParameterException(
                    user.commandSpec().commandLine(),
                    "user: one of list, show, disable, enable, groups, name is missing");
        }
        ParseResult words = user.subcommand();
        Long limit = words.matchedOptionValue("--limit", null);
        if (limit != null && limit < 1) {
            throw new ParameterException(words.commandSpec().commandLine(), "--limit is a number from 1");
        }
        return new UserRequest(
                UserRequest.Action.valueOf(words.commandSpec().name().toUpperCase(Locale.ROOT)),
                words.matchedPositionalValue(0, null),
                words.matchedPositionalValue(1, null),
                0,
                limit == null ? UserRequest.ALL : limit);
    }
}
