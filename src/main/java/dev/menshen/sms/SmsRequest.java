package dev.menshen.sms;

/**
 * Somebody's wish for a code.
 *
 * @param phone where to, as E.164
 * @param browser what tells the asking browser from others
 * @param address the network address it asks from
 */
public record SmsRequest(String phone, Purpose purpose, String browser, String address) {}
