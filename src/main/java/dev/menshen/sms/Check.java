package dev.menshen.sms;

/** What a typed code turned out to be. */
public enum Check {
    /** The code that was sent, not used yet. */
    GOOD,
    /** The code that was sent, but somebody has used it within its life. */
    USED,
    /** Compared with the code that was sent, and wrong. */
    WRONG,
    /**
     * Compared with nothing: it is no code, or the one it would be compared with is over, was never sent, or was tried
     * too often. Nobody may be told that apart from {@link #WRONG}, for it tells a guesser something.
     */
    NOTHING;

    /** Whether it is the code that was sent, used or not. */
    public boolean isRight() {
        return this == GOOD || this == USED;
    }
}
