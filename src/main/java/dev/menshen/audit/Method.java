package dev.menshen.audit;

/** By what somebody showed, or tried to show, who they are. */
public enum Method {
    PASSWORD("password"),
    SMS_CODE("sms-code"),

    /** Being signed in already. */
    SESSION("session"),

    /** A command of whoever runs the house, from a shell on its machine. */
    COMMAND("command"),

    NONE("-");

    private final String word;

    Method(String word) {
        this.word = word;
    }

    /** As in the log and in the database. */
    public String word() {
        return word;
    }
}
