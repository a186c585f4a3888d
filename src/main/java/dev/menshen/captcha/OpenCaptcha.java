package dev.menshen.captcha;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A captcha that waits for its one try.
 *
 * @param id which of its browser's it is, without white space
 * @param ends the millisecond at which it is over
 */
record OpenCaptcha(String id, String answer, long ends) {

    OpenCaptcha {
        if (id.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("white space in the id of a captcha");
        }
    }

    /** All of a browser's as one text: a line each, of end, answer and id. */
    static String write(List<OpenCaptcha> all) {
        return all.stream()
                .map(one -> one.ends + " " + one.answer + " " + one.id)
                .collect(Collectors.joining("\n"));
    }

    /** What {@link #write} wrote. */
    static List<OpenCaptcha> read(String text) {
        return text.lines()
                .map(line -> line.split(" ", 3))
                .map(part -> new OpenCaptcha(part[2], part[1], Long.parseLong(part[0])))
                .toList();
    }
}
