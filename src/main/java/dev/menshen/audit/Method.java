package dev.menshen.audit;

/** By what somebody showed, or tried to show, who they are. */
public enum Method {
    PASSWORD("password"),
    SMS_CODE("sms-code"),

    /** Being signed in already. */
    SESSION("session"),

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
