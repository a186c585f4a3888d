package dev.menshen;

/** Settings that cannot be in force: unknown, unreadable or contradictory. The message is one clear line for its author. */
public final class BadSetting extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public BadSetting(String line) {
        super(line);
    }

    static BadSetting value(Setting setting, String value, String wanted) {
        return new BadSetting("setting " + setting.key() + ": '" + value + "' is not " + wanted);
    }
}
