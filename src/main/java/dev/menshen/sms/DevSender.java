package dev.menshen.sms;

import java.io.IOException;
import java.io.PrintStream;

/** Prints each code alone on a line that a program can read, and hands the message on; for development mode only. */
public final class DevSender implements SmsSender {

    private final PrintStream out;
    private final SmsSender next;

    /** Prints to {@code out}, and leaves the sending to {@code next}. */
    public DevSender(PrintStream out, SmsSender next) {
        this.out = out;
        this.next = next;
    }

    @Override
    public void send(SmsMessage message) throws IOException {
        next.send(message);
        out.println("DEV sms to=" + message.to() + " tpl=" + message.purpose().tpl() + " code=" + message.code());
    }
}
