package dev.menshen.sms;

/**
 * What follows when a text could not be sent, long after whoever asked for it has gone.
 *
 * @param hidden whether a number that gets no text must look like this one: then the phone's own limits keep the count,
 *     for they keep it there too
 * @param told is run once
 */
public record Unsent(boolean hidden, Runnable told) {}
