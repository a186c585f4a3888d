package dev.menshen;

import dev.menshen.accounts.Phone;
import dev.menshen.store.RedisUrl;
import dev.menshen.text.Language;
import dev.menshen.web.CaptchaMode;
import dev.menshen.web.GateHosts;
import dev.menshen.web.Origin;
import dev.menshen.web.TrustedProxies;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads each setting's text into what it means; the first that cannot be read is told in one line. */
record SettingsReader(Map<Setting, String> given) {

    private static final Pattern LISTEN = Pattern.compile("(\\[[0-9A-Fa-f:.]+\\]|[^:\\[\\]]+):(\\d{1,5})");
    private static final Pattern BASE_PATH = Pattern.compile("/|(/[A-Za-z0-9._~-]+)+/?");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([smhd])");

    /** The longest that browsers keep a cookie (RFC 6265bis, section 5.5). */
    private static final int MOST_COOKIE_DAYS = 400;

    private static final int MOST_KEPT_DAYS = 3_650;

    /** All of them, found consistent. */
    Settings settings() {
        Matcher listen = LISTEN.matcher(text(Setting.LISTEN));
        if (!listen.matches() || Integer.parseInt(listen.group(2)) > 65535) {
            throw bad(Setting.LISTEN, "an address and a port, such as 0.0.0.0:8080 or [::1]:8080");
        }
        Path data = path(Setting.DATA);
        Settings settings = new Settings(
                listen.group(1).replaceAll("[\\[\\]]", ""),
                Integer.parseInt(listen.group(2)),
                data,
                basePath(),
                publicUrl(),
                proxies(),
                db(data),
                redis(),
                onOff(Setting.REDIS_CACHE),
                oneOf(Setting.REGISTRATION, "open", "closed").equals("open"),
                registerSms(),
                number(Setting.PASSWORD_MIN, 8, 64),
                CaptchaMode.valueOf(
                        oneOf(Setting.CAPTCHA, "always", "adaptive", "off").toUpperCase(Locale.ROOT)),
                GatewayReader.read(this::text),
                number(Setting.SMS_DAILY_BUDGET, 0, 10_000_000),
                onOff(Setting.SMS_SAME_BROWSER),
                region(),
                Language.of(oneOf(Setting.LANGUAGE, "zh", "en")).orElseThrow(),
                duration(Setting.SESSION_IDLE),
                duration(Setting.SESSION_ABSOLUTE),
                duration(Setting.SESSION_REMEMBERED),
                cookieDomain(),
                gateHosts(),
                onOff(Setting.HIDE_ACCOUNTS),
                duration(Setting.AUDIT_KEPT, MOST_KEPT_DAYS),
                onOff(Setting.DEV));
        settings.refuseContradictions();
        return settings;
    }

    private String text(Setting setting) {
        return given.getOrDefault(setting, setting.standard()).strip();
    }

    private BadSetting bad(Setting setting, String wanted) {
        return BadSetting.value(setting, text(setting), wanted);
    }

    private String oneOf(Setting setting, String... values) {
        if (!List.of(values).contains(text(setting))) {
            throw bad(setting, "one of " + String.join(", ", values));
        }
        return text(setting);
    }

    private boolean onOff(Setting setting) {
        return oneOf(setting, "on", "off").equals("on");
    }

    private int number(Setting setting, int least, int most) {
        try {
            int number = Integer.parseInt(text(setting));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // told below, like a number out of bounds
        }
        throw bad(setting, "a number from " + least + " to " + most);
    }

    private Duration duration(Setting setting) {
        return duration(setting, MOST_COOKIE_DAYS);
    }

    private Duration duration(Setting setting, int mostDays) {
        Matcher matcher = DURATION.matcher(text(setting));
        if (!matcher.matches()) {
            throw bad(setting, "a length of time such as 30m, 8h or 30d");
        }
        long count = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
        if (duration.isZero() || duration.compareTo(Duration.ofDays(mostDays)) > 0) {
            throw bad(setting, "between one second and " + mostDays + " days");
        }
        return duration;
    }

    private Path path(Setting setting) {
        try {
            if (!text(setting).isEmpty()) {
                return Path.of(text(setting));
            }
        } catch (InvalidPathException unreadable) {
            // told below, like an empty one
        }
        throw bad(setting, "a folder");
    }

    private String basePath() {
        String text = text(Setting.BASE_PATH);
        if (!BASE_PATH.matcher(text).matches() || text.matches(".*/\\.{1,2}(/.*)?")) {
            throw bad(Setting.BASE_PATH, "a path such as / or /door");
        }
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private Optional<Origin> publicUrl() {
        String text = text(Setting.PUBLIC_URL);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String bare = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return Optional.of(Origin.read(bare)
                .orElseThrow(
                        () -> bad(Setting.PUBLIC_URL, "a scheme, host and port such as https://door.example.lan")));
    }

    private TrustedProxies proxies() {
        try {
            return TrustedProxies.read(text(Setting.TRUSTED_PROXIES));
        } catch (IllegalArgumentException e) {
            throw bad(Setting.TRUSTED_PROXIES, "a list of addresses and networks such as 127.0.0.1,10.0.0.0/8");
        }
    }

    private String db(Path data) {
        String text = text(Setting.DB);
        if (text.isEmpty()) {
            return "jdbc:sqlite:" + data.resolve("menshen.db");
        }
        if (!text.startsWith("jdbc:sqlite:") || text.contains(":memory:") || text.length() <= "jdbc:sqlite:".length()) {
            throw bad(Setting.DB, "a file's URL such as jdbc:sqlite:/var/lib/menshen/menshen.db");
        }
        return text;
    }

    private Optional<RedisUrl> redis() {
        String text = text(Setting.REDIS);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(RedisUrl.of(text));
        } catch (IllegalArgumentException e) {
            // The value itself is not told, for it may hold a password.
            throw new BadSetting("setting redis: " + e.getMessage());
        }
    }

    private boolean registerSms() {
        boolean gateway = oneOf(Setting.SMS, "console", "http").equals("http");
        String when = oneOf(Setting.REGISTER_SMS, "auto", "on", "off");
        // With no gateway but the console, auto is off: nobody's phone would ring.
        return when.equals("auto") ? gateway : when.equals("on");
    }

    private String region() {
        String region = text(Setting.DEFAULT_REGION).toUpperCase(Locale.ROOT);
        if (!Phone.isRegion(region)) {
            throw bad(Setting.DEFAULT_REGION, "a country's two letters such as CN");
        }
        return region;
    }

    private GateHosts gateHosts() {
        try {
            return GateHosts.read(text(Setting.GATE_HOSTS), cookieDomain());
        } catch (IllegalArgumentException e) {
            throw bad(Setting.GATE_HOSTS, "a list of hosts such as wiki.example.lan,*.apps.lan,10.0.0.5:3000");
        }
    }

    private Optional<String> cookieDomain() {
        String text = text(Setting.COOKIE_DOMAIN).toLowerCase(Locale.ROOT);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        CookieDomain.flaw(text).ifPresent(wanted -> {
            throw bad(Setting.COOKIE_DOMAIN, wanted);
        });
        return Optional.of(text);
    }
}
