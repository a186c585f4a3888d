package dev.menshen.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message cut at its placeholders, to be filled with texts. It says what {@link java.text.MessageFormat} would, which
 * is costly to make and cannot be shared.
 *
 * @param pieces what stands before, between and after the placeholders
 * @param places which argument follows each piece but the last
 */
record Phrase(List<String> pieces, List<Integer> places) {

    private static final Pattern PLACE = Pattern.compile("\\{(\\d)\\}");

    /** The phrase that this pattern makes; none where it quotes more than an apostrophe, or formats what it is given. */
    static Optional<Phrase> of(String pattern) {
        String text = pattern.replace("''", "");
        String between = PLACE.matcher(text).replaceAll("");
        if (text.indexOf('\'') >= 0 || between.indexOf('{') >= 0 || between.indexOf('}') >= 0) {
            return Optional.empty();
        }
        List<String> pieces = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        Matcher place = PLACE.matcher(pattern);
        int from = 0;
        while (place.find()) {
            pieces.add(said(pattern.substring(from, place.start())));
            places.add(Integer.parseInt(place.group(1)));
            from = place.end();
        }
        pieces.add(said(pattern.substring(from)));
        return Optional.of(new Phrase(List.copyOf(pieces), List.copyOf(places)));
    }

    private static String said(String piece) {
        return piece.replace("''", "'");
    }

    /** Whether these are what it can be filled with: texts, and enough of them. */
    boolean takes(Object[] args) {
        for (Object arg : args) {
            if (!(arg instanceof String)) {
                return false;
            }
        }
        return places.stream().allMatch(place -> place < args.length);
    }

    /** The phrase with its places filled. */
    String say(Object[] args) {
        StringBuilder said = new StringBuilder(pieces.get(0));
        for (int i = 0; i < places.size(); i++) {
            said.append(args[places.get(i)]).append(pieces.get(i + 1));
        }
        return said.toString();
    }
}
