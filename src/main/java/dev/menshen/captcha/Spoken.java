package dev.menshen.captcha;

/**
 * The answer of a captcha as it is heard.
 *
 * @param seed what the sound is to be drawn from, so that one captcha always sounds the same: a player that asks for its
 *     parts gets parts of one sound, and who asks again and again gets nothing more to compare
 */
public record Spoken(String digits, long seed) {}
