package dev.menshen.cli;

/** An option of a command that makes no sense; the message is one clear line for the one who typed it. */
public final class BadOption extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    BadOption(String line) {
        super(line);
    }

    /** One whose value cannot be read, or contradicts another. */
    static BadOption value(String option, String value, String wanted) {
        return named("option --" + option, value, wanted);
    }

    /** The same for what has no dashes. */
    static BadOption named(String what, String value, String wanted) {
        return new BadOption(what + ": '" + inOneLine(value) + "' is not " + wanted);
    }

    private static String inOneLine(String value) {
        return value.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
    }
}
