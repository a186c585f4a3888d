package dev.menshen.sessions;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a browser runs on, as far as people tell it apart. Those that claim to be others too come before them. */
public enum Platform {
    IPHONE('i', "iPhone", "iPhone"),
    IPAD('p', "iPad", "iPad"),
    HARMONY('h', "HarmonyOS", "HarmonyOS|OpenHarmony"),
    ANDROID('a', "Android", "Android"),
    WINDOWS('w', "Windows", "Windows"),
    MAC('m', "Mac", "Macintosh"),
    CHROME_OS('c', "ChromeOS", "CrOS"),
    LINUX('l', "Linux", "Linux|X11"),
    OTHER('x', "", "");

    private final char letter;
    private final String label;
    private final Pattern sign;

    Platform(char letter, String label, String sign) {
        this.letter = letter;
        this.label = label;
        this.sign = Pattern.compile(sign);
    }

    /** The first whose sign is in what a browser calls itself. */
    static Platform in(String userAgent) {
        return Stream.of(values())
                .filter(one -> one.sign.matcher(userAgent).find())
                .findFirst()
                .orElse(OTHER);
    }

    /** The one that {@link #letter} stands for; one that only a later version knows is another. */
    static Platform of(char letter) {
        return Stream.of(values())
                .filter(one -> one.letter == letter)
                .findFirst()
                .orElse(OTHER);
    }

    /** What stands for it in a stored session; never changes. */
    char letter() {
        return letter;
    }

    /** The name it is known by, in every language; empty for another. */
    public String label() {
        return label;
    }
}
