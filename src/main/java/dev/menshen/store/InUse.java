package dev.menshen.store;

/** A database that another process holds, or this one already. */
public final class InUse extends CannotOpen {

    private static final long serialVersionUID = 1L;

    InUse(String sentence) {
        super(sentence);
    }
}
