package dev.menshen.captcha;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A captcha that waits for its one try.
 *
 * @param id which of its browser's it is, without white space
 * @param letters the answer that its picture shows
 * @param spoken the answer that its sound says
 * @param shown whether its picture was asked for yet, and not its sound alone
 * @param ends the millisecond at which it is over
 */
record OpenCaptcha(String id, String letters, Spoken spoken, boolean shown, long ends) {

    OpenCaptcha {
        if (id.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("white space in the id of a captcha");
        }
    }

    OpenCaptcha nowShown() {
        return new OpenCaptcha(id, letters, spoken, true, ends);
    }

    /** All of a browser's as one text: a line each, of end, letters, digits, seed, whether it was shown, and id. */
    static String write(List<OpenCaptcha> all) {
        return all.stream()
                .map(one -> one.ends + " " + one.letters + " " + one.spoken.digits() + " " + one.spoken.seed() + " "
                        + one.shown + " " + one.id)
                .collect(Collectors.joining("\n"));
    }

    /** What {@link #write} wrote. */
    static List<OpenCaptcha> read(String text) {
        return text.lines()
                .map(line -> line.split(" ", 6))
                .map(part -> new OpenCaptcha(
                        part[5],
                        part[1],
                        new Spoken(part[2], Long.parseLong(part[3])),
                        Boolean.parseBoolean(part[4]),
                        Long.parseLong(part[0])))
                .toList();
    }
}
