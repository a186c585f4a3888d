package dev.menshen.cli;

import dev.menshen.audit.Plain;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How accounts are printed; nothing in their texts can move a terminal's cursor or end a line. */
final class Listing {

    private Listing() {}

    /** Number, name, state, groups and time, with tabs between them. */
    static String line(UserReply.Shown one) {
        return String.join(
                        "\t",
                        Long.toString(one.id()),
                        Plain.visible(one.name()),
                        Plain.visible(one.state()),
                        groups(one),
                        created(one))
                + "\n";
    }

    /** All that there is to say, a line for each thing. */
    static String block(UserReply.Shown one) {
        return pair("id", Long.toString(one.id()))
                + pair("name", one.name())
                + pair("full name", one.fullName())
                + pair("state", one.state())
                + pair("groups", groups(one))
                + pair("email", one.email())
                + pair("phone", one.phone())
                + pair("sessions", one.sessions() == null ? null : Integer.toString(one.sessions()))
                + pair("created", created(one));
    }

    private static String pair(String what, @Nullable String text) {
        return String.format(Locale.ROOT, "%-10s %s%n", what, text == null ? "-" : Plain.visible(text));
    }

    private static String groups(UserReply.Shown one) {
        return one.groups().isEmpty() ? "-" : Plain.visible(String.join(",", one.groups()));
    }

    private static String created(UserReply.Shown one) {
        return Instant.ofEpochMilli(one.created())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }
}
