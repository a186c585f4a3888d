package dev.menshen.sms;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A gateway that keeps what it is given, or refuses everything for as long as it is told to. */
final class Outbox implements SmsSender {

    final List<SmsMessage> messages = new CopyOnWriteArrayList<>();

    /** What is wrong with the gateway, if anything is. */
    volatile @Nullable String broken;

    @Override
    public void send(SmsMessage message) throws IOException {
        String why = broken;
        if (why != null) {
            throw new IOException(why + " " + message.to() + " " + message.code());
        }
        messages.add(message);
    }

    /** The code of the newest message. */
    String code() {
        return messages.get(messages.size() - 1).code();
    }
}
