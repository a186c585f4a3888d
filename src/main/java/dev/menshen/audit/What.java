package dev.menshen.audit;

import java.util.Locale;

/** What can happen that is worth an event; the words are in logs and filters out there and do not change. */
public enum What {
    SIGN_IN(true),
    SIGN_IN_FAILED(false),
    SIGN_IN_REFUSED(false),
    SIGN_OUT(false),
    SIGN_OUT_EVERYWHERE(true),
    /** One of the account's other sessions, from the list of them. */
    SESSION_ENDED(true),
    OTHER_SESSIONS_ENDED(true),
    /** One that was replaced, by which it is seen that two hold it; their session has ended. */
    REMEMBERED_TOKEN_REUSED(true),
    REGISTERED(true),
    REGISTRATION_REFUSED(false),
    PASSWORD_CHANGED(true),
    PASSWORD_CHANGE_FAILED(false),
    /** A forgotten one, by a code sent to the phone. */
    PASSWORD_RESET(true),
    RESET_REFUSED(false),
    /** So many wrong tries in a row that the password alone is not enough any more. */
    PASSWORD_CLOSED(true),
    /** By the first code sent to it, before which it may have been registered by somebody else. */
    PHONE_PROVED(true),
    /** The e-mail address, by its owner: set, changed or removed. */
    EMAIL_CHANGED(true),
    EMAIL_CHANGE_FAILED(false),
    STATE_CHANGED(true),
    GROUPS_CHANGED(true),
    /** How colleagues write it. */
    NAME_CHANGED(true),
    CODE_SENT(false),
    CODE_REFUSED(false),
    /** The gateway did not take the text, or did not say so. */
    CODE_UNSENT(false),
    REQUEST_REFUSED(false),

    /** So many events of a minute have no row; very many more have no line either. */
    EVENTS_DROPPED(false);

    private final boolean sure;

    What(boolean sure) {
        this.sure = sure;
    }

    /** As in the log and in the database, such as {@code sign-in-failed}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Whether the database has it before anybody is told that it happened. The others are written a second later, and
     * many alike become one.
     */
    boolean isSure() {
        return sure;
    }
}
