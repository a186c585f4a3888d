package dev.menshen.accounts;

/** What somebody else has already. */
public enum Taken {
    USERNAME,
    EMAIL,
    PHONE
}
