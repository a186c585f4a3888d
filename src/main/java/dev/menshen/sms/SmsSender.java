package dev.menshen.sms;

import java.io.IOException;

/** Whatever carries a text message to a phone. */
public interface SmsSender {

    /**
     * Hands the message over, and comes back when it was taken.
     *
     * @throws NoAnswer when that is not known: its code will not be good, but it counts as sent
     * @throws IOException when it was not taken; the message says why without what is secret
     */
    void send(SmsMessage message) throws IOException;
}
