package dev.menshen.sms;

/**
 * Somebody's wish for a code.
 *
 * @param phone where to, as E.164
 * @param browser what tells the asking browser from others
 * @param address the network address it asks from
 * @param bound what must still be so when the code is used, such as the state of an account; a line of text, or empty
 */
public record SmsRequest(String phone, Purpose purpose, String browser, String address, String bound) {

    /** A wish for a code that is bound to nothing but its phone and purpose. */
    public SmsRequest(String phone, Purpose purpose, String browser, String address) {
        this(phone, purpose, browser, address, "");
    }
}
