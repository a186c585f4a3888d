package dev.menshen.sms;

import java.io.IOException;

/** A message was not taken, for a reason that may be over in a moment. */
final class NotNow extends IOException {

    private static final long serialVersionUID = 1L;

    NotNow(String why) {
        super(why);
    }
}
