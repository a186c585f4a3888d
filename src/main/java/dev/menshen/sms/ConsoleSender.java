package dev.menshen.sms;

import java.io.PrintStream;

/** Prints each message, for a house without a gateway: whoever reads the console hands the code on. */
public final class ConsoleSender implements SmsSender {

    private final PrintStream console;

    public ConsoleSender(PrintStream console) {
        this.console = console;
    }

    @Override
    public void send(SmsMessage message) {
        console.println("SMS to=" + message.to() + " text=" + message.text());
    }
}
