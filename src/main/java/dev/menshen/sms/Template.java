package dev.menshen.sms;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A text with places, such as <code>{phone}</code>, which each message fills in. */
record Template(String text) {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)\\}");
    private static final SmsMessage ANY = new SmsMessage("+8613800138000", Purpose.LOGIN, "012345", "?");

    /** All places there are, in words. */
    static final String ALL =
            values(ANY).keySet().stream().sorted().map(name -> "{" + name + "}").collect(Collectors.joining(" "));

    /** The places it has, known or not. */
    Set<String> places() {
        return PLACE.matcher(text).results().map(place -> place.group(1)).collect(Collectors.toSet());
    }

    /** Whether each of its places is one that can be filled in. */
    boolean isKnown() {
        return values(ANY).keySet().containsAll(places());
    }

    /** The text for this message; what is filled in is not searched for places again. */
    String filled(SmsMessage message, Escaping escaping) {
        Map<String, String> values = values(message);
        return PLACE.matcher(text)
                .replaceAll(place ->
                        Matcher.quoteReplacement(escaping.of(values.getOrDefault(place.group(1), place.group()))));
    }

    private static Map<String, String> values(SmsMessage message) {
        return Map.of(
                "phone", message.to(),
                "digits", message.to().substring(1),
                "text", message.text(),
                "code", message.code(),
                "minutes", Long.toString(SmsCodes.LIFE.toMinutes()),
                "tpl", message.purpose().tpl());
    }
}
