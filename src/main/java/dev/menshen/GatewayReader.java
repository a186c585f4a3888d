package dev.menshen;

import dev.menshen.sms.HttpGateway;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the settings of the SMS gateway, which make sense only together; no value of theirs is told, for it may be secret. */
final class GatewayReader {

    private static final List<Setting> ITS_OWN =
            List.of(Setting.SMS_URL, Setting.SMS_BODY, Setting.SMS_HEADERS, Setting.SMS_ANSWER);

    private GatewayReader() {}

    /** The gateway that these texts set, if any. */
    static Optional<HttpGateway> read(Function<Setting, String> text) {
        if (!text.apply(Setting.SMS).equals("http")) {
            for (Setting setting : ITS_OWN) {
                if (!text.apply(setting).equals(setting.standard())) {
                    throw new BadSetting("settings sms and " + setting.key() + " contradict: " + setting.key()
                            + " is for sms = http alone");
                }
            }
            return Optional.empty();
        }
        if (text.apply(Setting.SMS_URL).isEmpty()) {
            throw new BadSetting(
                    "settings sms and sms-url contradict: sms = http needs sms-url, the gateway's address");
        }
        try {
            return Optional.of(HttpGateway.of(
                    text.apply(Setting.SMS_URL),
                    text.apply(Setting.SMS_BODY),
                    text.apply(Setting.SMS_HEADERS),
                    text.apply(Setting.SMS_ANSWER)));
        } catch (IllegalArgumentException e) {
            throw new BadSetting("setting " + e.getMessage());
        }
    }
}
