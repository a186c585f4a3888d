package dev.menshen.pages;

/**
 * What a page knows of the last code sent from this browser, so that the countdown survives a reload.
 *
 * @param again seconds until another may be sent, 0 when it may be now
 * @param valid seconds for which the last code sent is still good, 0 when there is none
 */
public record CodeState(long again, long valid) {

    /** No code was sent. */
    public static final CodeState NONE = new CodeState(0, 0);
}
