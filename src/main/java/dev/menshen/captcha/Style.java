package dev.menshen.captcha;

import java.util.List;

/**
 * How a picture's letters are inked.
 *
 * @param hollow whether only the edges of their lines are drawn
 * @param negative whether they are light on dark
 */
record Style(boolean hollow, boolean negative) {

    /** All there are. */
    static final List<Style> ALL =
            List.of(new Style(false, false), new Style(false, true), new Style(true, false), new Style(true, true));
}
