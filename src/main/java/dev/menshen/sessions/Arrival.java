package dev.menshen.sessions;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was seen of a browser when somebody came in with it: enough for its owner to know it again, in some ten
 * characters. What the browser calls itself in full is not kept.
 *
 * @param address of the network it came from; empty where that was none
 */
public record Arrival(Program program, Platform platform, String address) {

    private static final int LONGEST_ADDRESS = 45;

    /** Nothing was seen: a session from before it was looked at. */
    static final Arrival UNSEEN = new Arrival(Program.OTHER, Platform.OTHER, "");

    /** Browsers call themselves so in some 150 characters; what comes later is not looked at. */
    private static final int MOST_LOOKED_AT = 500;

    public Arrival {
        // Which of our network cards a link-local address belongs to means nothing to anybody.
        int card = address.indexOf('%');
        String plain = card < 0 ? address : address.substring(0, card);
        address = isAddress(plain) ? plain : "";
    }

    /** In hexadecimal digits, dots and colons; read at every request of somebody signed in. */
    private static boolean isAddress(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c > 0x7f || Character.digit(c, 16) < 0) && c != '.' && c != ':') {
                return false;
            }
        }
        return text.length() <= LONGEST_ADDRESS;
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

    /** What {@link #text} made; a text that it cannot have made is of nobody's. */
    static Optional<Arrival> read(String text) {
        if (text.length() < 2 || !isLetter(text.charAt(0)) || !isLetter(text.charAt(1))) {
            return Optional.empty();
        }
        Arrival read = new Arrival(Program.of(text.charAt(0)), Platform.of(text.charAt(1)), text.substring(2));
        return read.address.length() == text.length() - 2 ? Optional.of(read) : Optional.empty();
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }
}
