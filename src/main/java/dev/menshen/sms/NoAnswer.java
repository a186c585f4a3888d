package dev.menshen.sms;

import java.io.IOException;

/** A message was handed over, and nobody said what became of it: it may have reached the phone all the same. */
public final class NoAnswer extends IOException {

    private static final long serialVersionUID = 1L;

    public NoAnswer(String why) {
        super(why);
    }
}
