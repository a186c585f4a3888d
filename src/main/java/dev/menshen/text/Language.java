package dev.menshen.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A language in which the whole door speaks. */
public enum Language {
    ZH("zh-CN", "中文", Locale.SIMPLIFIED_CHINESE),
    EN("en", "English", Locale.ENGLISH);

    private final String tag;
    private final String ownName;
    private final Locale locale;

    Language(String tag, String ownName, Locale locale) {
        this.tag = tag;
        this.ownName = ownName;
        this.locale = locale;
    }

    /** The language of this code, {@code zh} or {@code en}, in any case. */
    public static Optional<Language> of(String code) {
        return Arrays.stream(values())
                .filter(language -> language.code().equals(code.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** The first of ours that an {@code Accept-Language} header asks for, by its weights (RFC 9110, section 12.5.4). */
    public static Optional<Language> accepted(String header) {
        try {
            List<Locale.LanguageRange> ranges = Locale.LanguageRange.parse(header);
            return ranges.stream()
                    .filter(range -> range.getWeight() > 0)
                    .flatMap(range -> of(range.getRange().split("-", 2)[0]).stream())
                    .findFirst();
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            // The second is not what it says it throws, but what it throws at hyphens alone.
            return Optional.empty();
        }
    }

    /** The two letters of settings, links and cookies. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The tag of the page's {@code lang} attribute (BCP 47). */
    public String tag() {
        return tag;
    }

    /** What the language is called by those who speak it. */
    public String ownName() {
        return ownName;
    }

    Locale locale() {
        return locale;
    }
}
