package dev.menshen.store;

/** A store that could not be read or written in time: the answer is "try again", never a wrong-password message. */
public final class StorageUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StorageUnavailable(String what, Throwable cause) {
        super(what, cause);
    }

    public StorageUnavailable(String what) {
        super(what);
    }
}
