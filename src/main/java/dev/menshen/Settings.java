package dev.menshen;

import dev.menshen.accounts.Phone;
import dev.menshen.store.RedisUrl;
import dev.menshen.text.Language;
import dev.menshen.web.Loopback;
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

/**
 * The settings in force, read and found consistent.
 *
 * @param host address to listen at
 * @param port port to listen at, 0 for a free one
 * @param data folder of the database and the keys
 * @param basePath the path everything lives under, without a slash at its end: empty, or such as {@code /door}
 * @param publicUrl what the browser sees, where it was set
 * @param proxies whose forwarded headers are believed
 * @param db JDBC URL of the database
 * @param redis URL of the shared store, where one was set
 * @param registrationOpen whether anybody may register
 * @param registerSms whether registration asks for a code sent to the phone
 * @param passwordMin the fewest characters of a password
 * @param captcha whether sign-in with a password asks for the picture
 * @param smsDailyBudget texts a day for the whole house
 * @param region country of phone numbers without a country code (ISO 3166-1)
 * @param language for visitors who name none
 * @param idle a session ends after this long without a request
 * @param absolute a session ends after this long in any case
 * @param remembered the same for one that is remembered
 * @param cookieDomain the domain of the session cookie, where one was set
 * @param hideAccounts whether known and unknown accounts get the same answers
 * @param dev whether development mode is on
 */
public record Settings(
        String host,
        int port,
        Path data,
        String basePath,
        Optional<Origin> publicUrl,
        TrustedProxies proxies,
        String db,
        Optional<RedisUrl> redis,
        boolean registrationOpen,
        boolean registerSms,
        int passwordMin,
        boolean captcha,
        int smsDailyBudget,
        String region,
        Language language,
        Duration idle,
        Duration absolute,
        Duration remembered,
        Optional<String> cookieDomain,
        boolean hideAccounts,
        boolean dev) {

    private static final Pattern LISTEN = Pattern.compile("(\\[[0-9A-Fa-f:.]+\\]|[^:\\[\\]]+):(\\d{1,5})");
    private static final Pattern BASE_PATH = Pattern.compile("/|(/[A-Za-z0-9._~-]+)+/?");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([smhd])");
    private static final Pattern DOMAIN = Pattern.compile("([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z0-9-]*[a-z0-9]");

    /**
     * Reads settings; those that are not in {@code given} have their standard value.
     *
     * @throws BadSetting when one cannot be read or two contradict
     */
    public static Settings of(Map<Setting, String> given) {
        return new Reading(given).settings();
    }

    private record Reading(Map<Setting, String> given) {

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
                    oneOf(Setting.REGISTRATION, "open", "closed").equals("open"),
                    // With no gateway but the console, auto is off: nobody's phone would ring.
                    oneOf(Setting.REGISTER_SMS, "auto", "on", "off").equals("on"),
                    number(Setting.PASSWORD_MIN, 8, 64),
                    oneOf(Setting.CAPTCHA, "always", "off").equals("always"),
                    smsBudget(),
                    region(),
                    Language.of(oneOf(Setting.LANGUAGE, "zh", "en")).orElseThrow(),
                    duration(Setting.SESSION_IDLE),
                    duration(Setting.SESSION_ABSOLUTE),
                    duration(Setting.SESSION_REMEMBERED),
                    cookieDomain(),
                    onOff(Setting.HIDE_ACCOUNTS),
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
            // 400 days is the longest that browsers keep a cookie (RFC 6265bis, section 5.5).
            if (duration.compareTo(Duration.ofMinutes(1)) < 0 || duration.compareTo(Duration.ofDays(400)) > 0) {
                throw bad(setting, "between one minute and 400 days");
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
            if (!text.startsWith("jdbc:sqlite:")
                    || text.contains(":memory:")
                    || text.length() <= "jdbc:sqlite:".length()) {
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

        private int smsBudget() {
            oneOf(Setting.SMS, "console");
            return number(Setting.SMS_DAILY_BUDGET, 0, 10_000_000);
        }

        private String region() {
            String region = text(Setting.DEFAULT_REGION).toUpperCase(Locale.ROOT);
            if (!Phone.isRegion(region)) {
                throw bad(Setting.DEFAULT_REGION, "a country's two letters such as CN");
            }
            return region;
        }

        private Optional<String> cookieDomain() {
            String text = text(Setting.COOKIE_DOMAIN).toLowerCase(Locale.ROOT);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            if (!DOMAIN.matcher(text).matches()) {
                throw bad(Setting.COOKIE_DOMAIN, "a domain such as example.lan");
            }
            return Optional.of(text);
        }
    }

    /**
     * Demands that development mode, which prints codes, is seen from this machine only.
     *
     * @throws BadSetting when the door would listen elsewhere too
     */
    void refuseOpenDevelopment() {
        if (dev && !Loopback.is(host)) {
            throw new BadSetting(
                    "settings dev and listen contradict: development mode prints codes and listens on loopback"
                            + " only; add --listen 127.0.0.1:" + port);
        }
    }

    private void refuseContradictions() {
        if (idle.compareTo(absolute) > 0) {
            throw new BadSetting("settings session-idle and session-absolute contradict: idle is longer than absolute");
        }
        if (remembered.compareTo(absolute) < 0) {
            throw new BadSetting(
                    "settings session-remembered and session-absolute contradict: a remembered session would be the shorter");
        }
        if (publicUrl.isPresent()
                && cookieDomain.isPresent()
                && !isUnder(publicUrl.get().host(), cookieDomain.get())) {
            throw new BadSetting("settings public-url and cookie-domain contradict: "
                    + publicUrl.get().host() + " is not under " + cookieDomain.get());
        }
    }

    private static boolean isUnder(String host, String domain) {
        return host.equals(domain) || host.endsWith("." + domain);
    }
}
