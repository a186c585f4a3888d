package dev.menshen.sessions;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was seen of a browser when somebody came in with it: enough for its owner to know it again, in some ten
 * characters. What the browser calls itself in full is not kept.
 *
 * @param address of the network it came from; empty where that was none
 */
public record Arrival(Program program, Platform platform, String address) {

    /** Nothing was seen: a session from before it was looked at. */
    static final Arrival UNSEEN = new Arrival(Program.OTHER, Platform.OTHER, "");

    /** Browsers call themselves so in some 150 characters; what comes later is not looked at. */
    private static final int MOST_LOOKED_AT = 500;

    private static final String ADDRESS = "[0-9A-Fa-f.:]{1,45}";

    public Arrival {
        // Which of our network cards a link-local address belongs to means nothing to anybody.
        String plain = address.replaceFirst("%.*", "");
        address = plain.matches(ADDRESS) ? plain : "";
    }

    /** What is seen of a browser that calls itself this ({@code User-Agent}) and comes from this address. */
    public static Arrival of(String userAgent, String address) {
        String looked = userAgent.substring(0, Math.min(userAgent.length(), MOST_LOOKED_AT));
        return new Arrival(Program.in(looked), Platform.in(looked), address);
    }

    /** Such as {@code Chrome · Android}; empty where neither is known. */
    public String browser() {
        return Stream.of(program.label(), platform.label())
                .filter(label -> !label.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    String text() {
        return "" + program.letter() + platform.letter() + address;
    }

    /** What {@link #text} made. */
    static Arrival read(String text) {
        return new Arrival(Program.of(text.charAt(0)), Platform.of(text.charAt(1)), text.substring(2));
    }
}
