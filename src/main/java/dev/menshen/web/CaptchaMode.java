package dev.menshen.web;

/** When the characters of a picture are asked for. */
public enum CaptchaMode {
    /** Before every password. */
    ALWAYS,
    /**
     * Before a password after failures at the account or from the address; and before the first text to a number from an
     * address that asks for many.
     */
    ADAPTIVE,
    /** Never. */
    OFF
}
