package dev.menshen;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every setting there is: its key, what holds when nobody sets it, and what it means. */
public enum Setting {
    LISTEN("0.0.0.0:8080", "address and port; port 0 picks a free one"),
    DATA("data", "folder of the database and the keys; made if missing, mode 700"),
    BASE_PATH("/", "the path that every route and link lives under"),
    PUBLIC_URL("", "scheme, host and port the browser sees, when a proxy hides them"),
    TRUSTED_PROXIES("127.0.0.1,::1", "addresses and networks whose forwarded headers are believed"),
    DB("", "the database, jdbc:sqlite:FILE; menshen.db in the data folder when empty"),
    REDIS("", "redis://HOST:PORT: sessions, captchas, codes and limits are shared through it"),
    REDIS_CACHE("off", "on or off: what Redis says of a session is believed for half a second"),
    REGISTRATION("open", "open or closed"),
    REGISTER_SMS("auto", "on, off, or auto: on where a real SMS gateway is set"),
    PASSWORD_MIN("8", "the fewest characters of a password, 8 to 64; 15 where it is the only factor is what NIST asks"),
    CAPTCHA(
            "always",
            "always, adaptive or off: the picture at sign-in with a password; adaptive asks only after two failures and, once an address asks for more than ten codes within an hour, before the first one to each number"),
    SMS("console", "console: codes are printed on standard output; http: the gateway at sms-url is asked to send them"),
    SMS_URL("", "where the gateway is asked with POST; its query may have places such as {phone}"),
    SMS_BODY(
            "{\"to\":\"{phone}\",\"text\":\"{text}\"}",
            "what it is asked: JSON or a form, with {phone} {digits} {text} {code} {minutes} {tpl} to be filled in"),
    SMS_HEADERS("", "headers for the gateway, one a line, such as Authorization: Bearer …"),
    SMS_ANSWER("", "what the body of a good answer contains; empty where its status says enough"),
    SMS_DAILY_BUDGET("1000", "texts a day for the whole house"),
    SMS_SAME_BROWSER("off", "on or off: whether a code is taken only from the browser that asked for it"),
    DEFAULT_REGION("CN", "the country of phone numbers without a country code"),
    LANGUAGE("zh", "zh or en, for visitors who name no language"),
    SESSION_IDLE("8h", "a session ends after this long without a request"),
    SESSION_ABSOLUTE("24h", "a session ends after this long in any case"),
    SESSION_REMEMBERED("30d", "the same for one that is remembered"),
    COOKIE_DOMAIN("", "one sign-in for all hosts under it, such as example.lan"),
    GATE_HOSTS(
            "",
            "hosts that people may be sent on to after signing in, *.example.lan allowed; with a cookie domain, its hosts too"),
    HIDE_ACCOUNTS("on", "on or off: same answers for known and unknown at sign-in, code and reset"),
    AUDIT_KEPT("180d", "who signed in, who failed and what was changed is kept in the database for this long"),
    DEV("off", "on or off: development mode, prints captcha answers and codes, loopback only");

    private final String standard;
    private final String meaning;

    Setting(String standard, String meaning) {
        this.standard = standard;
        this.meaning = meaning;
    }

    /** The setting of this key. */
    public static Optional<Setting> of(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key().equals(key))
                .findFirst();
    }

    /** As in {@code --KEY} and in {@code menshen.properties}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As in the environment. */
    public String variable() {
        return "MENSHEN_" + name();
    }

    /** What holds when nobody sets it. */
    public String standard() {
        return standard;
    }

    /** Whether its value may hold a secret, and is not to be shown. */
    public boolean isSecret() {
        return this == SMS_BODY || this == SMS_HEADERS;
    }

    /** What it means, in a line. */
    public String meaning() {
        return meaning;
    }
}
