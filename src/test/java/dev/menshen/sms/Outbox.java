package dev.menshen.sms;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A gateway that keeps what it is given, and says no to everything for as long as it is told to. */
final class Outbox implements SmsSender {

    final List<SmsMessage> messages = new CopyOnWriteArrayList<>();

    /** What is wrong with the gateway, if anything is. */
    volatile @Nullable IOException broken;

    /** What happens once while it fails. */
    volatile @Nullable Runnable meanwhile;

    @Override
    public void send(SmsMessage message) throws IOException {
        IOException why = broken;
        Runnable now = meanwhile;
        if (now != null) {
            broken = null;
            meanwhile = null;
            now.run();
        }
        messages.add(message);
        if (why != null) {
            throw why;
        }
    }

    /** The code of the newest message. */
    String code() {
        return messages.get(messages.size() - 1).code();
    }
}
