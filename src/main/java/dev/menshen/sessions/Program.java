package dev.menshen.sessions;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A browser's make, as far as people tell them apart. Those that claim to be others too come before them. */
public enum Program {
    WECHAT('w', "WeChat", "MicroMessenger/"),
    QQ('q', "QQ Browser", "QQBrowser/"),
    UC('u', "UC Browser", "UCBrowser/|UBrowser/"),
    HUAWEI('h', "Huawei Browser", "HuaweiBrowser/"),
    MI('m', "Mi Browser", "MiuiBrowser/"),
    SAMSUNG('i', "Samsung Internet", "SamsungBrowser/"),
    EDGE('e', "Edge", "Edg/|EdgA/|EdgiOS/|Edge/"),
    OPERA('o', "Opera", "OPR/"),
    FIREFOX('f', "Firefox", "Firefox/|FxiOS/"),
    CHROME('c', "Chrome", "Chrome/|CriOS/"),
    SAFARI('s', "Safari", "Safari/"),
    OTHER('x', "", "");

    private final char letter;
    private final String label;
    private final Pattern sign;

    Program(char letter, String label, String sign) {
        this.letter = letter;
        this.label = label;
        this.sign = Pattern.compile(sign);
    }

    /** The first whose sign is in what a browser calls itself. */
    static Program in(String userAgent) {
        return Stream.of(values())
                .filter(one -> one.sign.matcher(userAgent).find())
                .findFirst()
                .orElse(OTHER);
    }

    /** The one that {@link #letter} stands for; one that only a later version knows is another. */
    static Program of(char letter) {
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
