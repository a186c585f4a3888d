package dev.menshen.web;

/** When a password is only listened to with the characters of a picture. */
public enum CaptchaMode {
    /** Every time. */
    ALWAYS,
    /** After failures at the account or from the address. */
    ADAPTIVE,
    /** Never. */
    OFF
}
