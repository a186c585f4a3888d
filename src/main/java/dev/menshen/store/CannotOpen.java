package dev.menshen.store;

/** Something that the door cannot start with, or without; the message is one sentence that names it and says why. */
public class CannotOpen extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** {@code sentence} says what cannot be opened and why. */
    public CannotOpen(String sentence) {
        super(sentence);
    }

    /** The same with what lies behind it. */
    public CannotOpen(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
