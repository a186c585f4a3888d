package dev.menshen.sms;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a code is good for; it is good for nothing else. */
public enum Purpose {
    REGISTER,
    LOGIN,
    RESET;

    /** The purpose that a form calls by this name. */
    public static Optional<Purpose> of(String tpl) {
        return Stream.of(values()).filter(one -> one.tpl().equals(tpl)).findFirst();
    }

    /** The name a form calls it by, such as {@code login}. */
    public String tpl() {
        return name().toLowerCase(Locale.ROOT);
    }
}
