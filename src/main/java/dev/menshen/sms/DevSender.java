package dev.menshen.sms;

import java.io.PrintStream;

/** Prints each code alone on a line that a program can read; for development mode only. */
public final class DevSender implements SmsSender {

    private final PrintStream out;

    public DevSender(PrintStream out) {
        this.out = out;
    }

    @Override
    public void send(SmsMessage message) {
        out.println("DEV sms to=" + message.to() + " tpl=" + message.purpose().tpl() + " code=" + message.code());
    }
}
