package dev.menshen.sms;

/**
 * A text message with a code, on its way out.
 *
 * @param to the phone, as E.164
 * @param code the code alone, for gateways that fill a text of their own
 * @param text the whole text, whose last line binds the code to our host
 */
public record SmsMessage(String to, Purpose purpose, String code, String text) {

    /** The phone with most of it left out, for the log. */
    public String maskedTo() {
        return to.length() < 8 ? "…" : to.substring(0, 3) + "…" + to.substring(to.length() - 2);
    }

    /** Neither the code nor the whole phone, so that no log line can give them away. */
    @Override
    public String toString() {
        return "SmsMessage[" + purpose + " to " + maskedTo() + "]";
    }
}
