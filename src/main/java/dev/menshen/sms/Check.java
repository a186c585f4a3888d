package dev.menshen.sms;

/** What a typed code turned out to be. */
public enum Check {
    /** The code that was sent, not used yet. */
    GOOD,
    /** The code that was sent, but somebody has used it within its life. */
    USED,
    /** Wrong, over, never sent, or tried too often: one answer for all, which tells a guesser nothing. */
    WRONG
}
