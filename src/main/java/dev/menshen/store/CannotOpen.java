package dev.menshen.store;

/** A database that the door must not start with; the message is one sentence that says why and names the file. */
public final class CannotOpen extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotOpen(String sentence) {
        super(sentence);
    }

    CannotOpen(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
