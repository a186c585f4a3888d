package dev.menshen.web;

import dev.menshen.text.Language;
import dev.menshen.text.Messages;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What every page knows besides its own matter: its language, who looks at it, and where things are.
 *
 * @param words in the page's language
 * @param base the path all of ours lives under, without a slash at its end: empty, or such as {@code /door}
 * @param assets style sheet, script and icon
 * @param visitor the name of the one signed in
 * @param dev whether development mode is on, which every page says
 * @param plain whether others on the way can read along: plain http, and not from this very machine
 * @param self the path of this page below {@code base}, for the language links
 */
public record View(
        Messages words, String base, Assets assets, Optional<String> visitor, boolean dev, boolean plain, String self) {

    // Two slashes at the start would lead to another host; what must be escaped only stands in paths we don't have.
    private static final Pattern PLAIN_PATH = Pattern.compile("/(?:[A-Za-z0-9._~-][A-Za-z0-9._~/-]*)?");

    /** The message of this key. */
    public String say(String key, Object... args) {
        return words.say(key, args);
    }

    /** A link to a page of ours, by its path from {@code /}. */
    public String to(String path) {
        return base + path;
    }

    /** The same link with a value for the page, which is left out when there is none. */
    public String to(String path, String name, String value) {
        return to(path) + (value.isEmpty() ? "" : "?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    /** A link to a file of ours, by its plain name, such as {@code menshen.css}. */
    public String asset(String name) {
        return base + assets.path(name);
    }

    /** The language that this page is not in. */
    public Language otherLanguage() {
        return words.language() == Language.ZH ? Language.EN : Language.ZH;
    }

    /** A link to this page in its other language; to the home page when this one has a path that is none of ours. */
    public String inOtherLanguage(String name, String value) {
        String link = to(PLAIN_PATH.matcher(self).matches() ? self : "/", name, value);
        return link + (value.isEmpty() ? "?" : "&") + "lang=" + otherLanguage().code();
    }
}
