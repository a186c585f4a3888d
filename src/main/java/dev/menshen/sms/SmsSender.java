package dev.menshen.sms;

import java.io.IOException;

/** Whatever carries a text message to a phone. */
public interface SmsSender {

    /**
     * Hands the message over, and comes back when it was taken.
     *
     * @throws IOException when it was not, or when that is not known: its code will not be good
     */
    void send(SmsMessage message) throws IOException;
}
