package dev.menshen;

import dev.menshen.cli.Door;
import dev.menshen.sms.HttpGateway;
import dev.menshen.store.RedisUrl;
import dev.menshen.text.Language;
import dev.menshen.web.CaptchaMode;
import dev.menshen.web.GateHosts;
import dev.menshen.web.Loopback;
import dev.menshen.web.Origin;
import dev.menshen.web.TrustedProxies;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

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
 * @param redisCache whether what it says of a session is believed for half a second
 * @param registrationOpen whether anybody may register
 * @param registerSms whether registration asks for a code sent to the phone
 * @param passwordMin the fewest characters of a password
 * @param captcha when a picture is asked for, at sign-in with a password and before a text
 * @param smsGateway what carries codes to phones, where it is not the console
 * @param smsDailyBudget texts a day for the whole house
 * @param smsSameBrowser whether a code is taken only from the browser that asked for it
 * @param region country of phone numbers without a country code (ISO 3166-1)
 * @param language for visitors who name none
 * @param idle a session ends after this long without a request
 * @param absolute a session ends after this long in any case
 * @param remembered the same for one that is remembered
 * @param cookieDomain the domain of the session cookie, where one was set
 * @param gateHosts where the applications behind the gate live
 * @param hideAccounts whether known and unknown accounts get the same answers
 * @param auditKept how long an event of the audit log is kept
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
        boolean redisCache,
        boolean registrationOpen,
        boolean registerSms,
        int passwordMin,
        CaptchaMode captcha,
        Optional<HttpGateway> smsGateway,
        int smsDailyBudget,
        boolean smsSameBrowser,
        String region,
        Language language,
        Duration idle,
        Duration absolute,
        Duration remembered,
        Optional<String> cookieDomain,
        GateHosts gateHosts,
        boolean hideAccounts,
        Duration auditKept,
        boolean dev) {

    /**
     * Reads settings; those that are not in {@code given} have their standard value.
     *
     * @throws BadSetting when one cannot be read or two contradict
     */
    public static Settings of(Map<Setting, String> given) {
        return new SettingsReader(given).settings();
    }

    /** What a proxy has to know of the door. */
    Door door() {
        return new Door(host, port, basePath, publicUrl, cookieDomain, gateHosts);
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

    void refuseContradictions() {
        if (publicUrl.isPresent()
                && cookieDomain.isPresent()
                && !publicUrl.get().isUnder(cookieDomain.get())) {
            throw new BadSetting("settings public-url and cookie-domain contradict: "
                    + publicUrl.get().host() + " is not under " + cookieDomain.get());
        }
        if (redisCache && redis.isEmpty()) {
            throw new BadSetting("settings redis-cache and redis contradict: without Redis there is nothing to keep"
                    + " from it; add --redis redis://HOST:PORT or leave redis-cache off");
        }
    }
}
