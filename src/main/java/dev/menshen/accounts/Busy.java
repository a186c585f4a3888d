package dev.menshen.accounts;

/** More passwords are being hashed than the machine can take on: the answer is "try again in a moment". */
public final class Busy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Busy(String what) {
        super(what);
    }
}
