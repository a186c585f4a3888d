package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.web.CaptchaMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @TempDir
    Path folder;

    @Test
    void whatNobodySetIsStandard() {
        Settings settings = Settings.of(Map.of());
        assertThat(settings.host()).isEqualTo("0.0.0.0");
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.basePath()).isEmpty();
        assertThat(settings.registerSms()).isFalse();
        assertThat(settings.captcha()).isEqualTo(CaptchaMode.ALWAYS);
        assertThat(settings.hideAccounts()).isTrue();
        assertThat(settings.idle()).isEqualTo(Duration.ofHours(8));
        assertThat(settings.remembered()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void everyBadValueIsOneLineThatNamesItsSetting() {
        Map<Setting, List<String>> bad = new LinkedHashMap<>();
        bad.put(Setting.LISTEN, List.of("", "8080", "host:", "a:b", "127.0.0.1:65536", "[::1]", "::1:8080"));
        bad.put(Setting.DATA, List.of("", "\0"));
        bad.put(Setting.BASE_PATH, List.of("door", "//", "/a//b", "/../x", "/a?b", "/a b"));
        bad.put(Setting.PUBLIC_URL, List.of("door", "ftp://a", "http://", "http://a/b", "https://u@a", "http://a:0"));
        bad.put(
                Setting.TRUSTED_PROXIES,
                List.of("localhost", "10.0.0.0/33", "1.2.3.4/x", "::1/129", "a,b", "1.2.3.4/8/8"));
        bad.put(Setting.DB, List.of("x", "jdbc:sqlite:", "jdbc:sqlite::memory:", "jdbc:mysql://a"));
        bad.put(Setting.REDIS, List.of("localhost", "http://a", "redis://"));
        bad.put(Setting.REGISTRATION, List.of("maybe", "Open"));
        bad.put(Setting.REGISTER_SMS, List.of("yes"));
        bad.put(Setting.PASSWORD_MIN, List.of("7", "65", "x", "", "-8"));
        bad.put(Setting.CAPTCHA, List.of("never"));
        bad.put(Setting.SMS, List.of("pigeon"));
        bad.put(Setting.SMS_DAILY_BUDGET, List.of("-1", "x"));
        bad.put(Setting.SMS_SAME_BROWSER, List.of("yes", "", "On"));
        bad.put(Setting.DEFAULT_REGION, List.of("XX", "China", ""));
        bad.put(Setting.LANGUAGE, List.of("fr", ""));
        bad.put(Setting.SESSION_IDLE, List.of("8", "8 hours", "0h", "401d", "0s", "-1h"));
        bad.put(
                Setting.COOKIE_DOMAIN,
                List.of(
                        "lan",
                        ".example.lan",
                        "a b.c",
                        "http://a.b",
                        "com",
                        "co.uk",
                        "com.cn",
                        "github.io",
                        "10.0.0.5"));
        bad.put(Setting.GATE_HOSTS, List.of("http://a", "a/b", "*", "a:0", "a,,b"));
        bad.put(Setting.HIDE_ACCOUNTS, List.of("true"));
        bad.put(Setting.AUDIT_KEPT, List.of("180", "0d", "3651d", "ever"));
        bad.put(Setting.DEV, List.of("1"));
        bad.forEach((setting, values) ->
                values.forEach(value -> assertThatThrownBy(() -> Settings.of(Map.of(setting, value)))
                        .as("%s=%s", setting.key(), value)
                        .isInstanceOf(BadSetting.class)
                        .hasMessageContaining("setting " + setting.key() + ":")
                        .hasMessageNotContaining("\n")));
    }

    @Test
    void goodValuesAreRead() {
        Map<Setting, String> given = new EnumMap<>(Setting.class);
        given.put(Setting.LISTEN, "[::1]:0");
        given.put(Setting.BASE_PATH, "/door/");
        given.put(Setting.PUBLIC_URL, "https://Door.Example.LAN/");
        given.put(Setting.COOKIE_DOMAIN, "example.lan");
        given.put(Setting.TRUSTED_PROXIES, "10.0.0.0/8, ::1");
        given.put(Setting.SESSION_IDLE, "90m");
        given.put(Setting.REGISTER_SMS, "on");
        given.put(Setting.SMS_SAME_BROWSER, "on");
        given.put(Setting.DEV, "on");
        Settings settings = Settings.of(given);
        assertThat(settings.host()).isEqualTo("::1");
        assertThat(settings.basePath()).isEqualTo("/door");
        assertThat(settings.publicUrl().orElseThrow()).hasToString("https://door.example.lan");
        assertThat(settings.idle()).isEqualTo(Duration.ofMinutes(90));
        assertThat(settings.registerSms()).isTrue();
        assertThat(settings.smsSameBrowser()).isTrue();
        assertThat(Settings.of(Map.of()).smsSameBrowser()).isFalse();
    }

    @Test
    void settingsThatContradictAreNamedBoth() {
        contradict(
                Map.of(Setting.PUBLIC_URL, "https://door.lan.test", Setting.COOKIE_DOMAIN, "example.lan"),
                "public-url",
                "cookie-domain");
        contradict(Map.of(Setting.REDIS_CACHE, "on"), "redis-cache", "redis");
    }

    @Test
    void aGatewayIsReadAndMakesRegistrationAskForACode() {
        Settings settings = Settings.of(Map.of(Setting.SMS, "http", Setting.SMS_URL, "https://gateway.example/send"));
        assertThat(settings.smsGateway().orElseThrow()).hasToString("https://gateway.example");
        assertThat(settings.registerSms()).isTrue();
        assertThat(Settings.of(Map.of(
                                Setting.SMS,
                                "http",
                                Setting.SMS_URL,
                                "https://gateway.example/send",
                                Setting.REGISTER_SMS,
                                "off"))
                        .registerSms())
                .isFalse();
    }

    @Test
    void halfAGatewayContradictsWhereverItsOtherHalfIsMissing() {
        contradict(Map.of(Setting.SMS, "http"), "sms", "sms-url");
        contradict(Map.of(Setting.SMS_URL, "https://gateway.example/"), "sms", "sms-url");
        contradict(Map.of(Setting.SMS_BODY, "to={phone}&text={text}"), "sms", "sms-body");
        contradict(Map.of(Setting.SMS_HEADERS, "A: b"), "sms", "sms-headers");
        contradict(Map.of(Setting.SMS_ANSWER, "ok"), "sms", "sms-answer");
    }

    @Test
    void aGatewayThatMakesNoSenseIsOneLineWithoutItsSecrets() {
        Map<Setting, String> bad = Map.of(
                Setting.SMS_URL, "hush",
                Setting.SMS_BODY, "key=hush",
                Setting.SMS_HEADERS, "hush");
        bad.forEach((setting, value) -> {
            Map<Setting, String> given = new EnumMap<>(Setting.class);
            given.put(Setting.SMS, "http");
            given.put(Setting.SMS_URL, "https://gateway.example/?hush");
            given.put(setting, value);
            assertThatThrownBy(() -> Settings.of(given))
                    .isInstanceOf(BadSetting.class)
                    .hasMessageStartingWith("setting " + setting.key() + ": ")
                    .hasMessageNotContainingAny("hush", "\n");
        });
    }

    @Test
    void theSecretsOfAGatewayAreNotListedAndNotInTheSettingsText() {
        Map<Setting, String> given = new EnumMap<>(Setting.class);
        given.put(Setting.SMS, "http");
        given.put(Setting.SMS_URL, "https://gateway.example:8443/hush?hush={phone}");
        given.put(Setting.SMS_BODY, "hush={text}");
        given.put(Setting.SMS_HEADERS, "Authorization: Bearer hush\nX: hush");
        String listing = new SettingsSources(given, Map.of(), folder.resolve("none")).listing();
        assertThat(listing)
                .doesNotContain("hush")
                .containsPattern("sms-url +https://gateway\\.example:8443/\\*\\*\\* +command line")
                .containsPattern("sms-headers +\\*\\*\\* +command line")
                .containsPattern("sms-body +\\*\\*\\* +command line");
        assertThat(Settings.of(given).toString()).doesNotContain("hush").contains("gateway.example");
        given.put(Setting.SMS_URL, "https://user:hush@gateway.example/");
        assertThat(new SettingsSources(given, Map.of(), folder.resolve("none")).listing())
                .doesNotContain("hush");
    }

    @Test
    void theCommandLineBeatsTheEnvironmentBeatsTheFileBeatsTheDefault() throws IOException {
        Path file =
                Files.writeString(folder.resolve("menshen.properties"), "captcha=off\nlanguage=en\ndata=from-file\n");
        SettingsSources sources = new SettingsSources(
                Map.of(Setting.DATA, "from-flag"),
                Map.of("MENSHEN_DATA", "from-env", "MENSHEN_LANGUAGE", "zh", "OTHER", "x"),
                file);
        assertThat(sources.values())
                .containsEntry(Setting.DATA, "from-flag")
                .containsEntry(Setting.LANGUAGE, "zh")
                .containsEntry(Setting.CAPTCHA, "off")
                .containsEntry(Setting.LISTEN, "0.0.0.0:8080");
        assertThat(sources.listing())
                .containsPattern("data +from-flag +command line")
                .containsPattern("language +zh +MENSHEN_LANGUAGE")
                .containsPattern("captcha +off +menshen.properties")
                .containsPattern("listen +0.0.0.0:8080 +default");
    }

    @Test
    void aPasswordIsNotListed() {
        SettingsSources sources = new SettingsSources(
                Map.of(Setting.REDIS, "redis://:hush@127.0.0.1:6379"), Map.of(), folder.resolve("none"));
        assertThat(sources.listing()).doesNotContain("hush").contains("redis://***@127.0.0.1:6379");
        assertThatThrownBy(() -> Settings.of(Map.of(Setting.REDIS, "redis://:hush@")))
                .hasMessageNotContaining("hush");
    }

    @Test
    void unknownKeysAreRefusedWhereverTheyStand() throws IOException {
        Path file = Files.writeString(folder.resolve("menshen.properties"), "captha=off\n");
        assertThatThrownBy(() -> new SettingsSources(Map.of(), Map.of(), file))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("captha");
        assertThatThrownBy(() -> new SettingsSources(Map.of(), Map.of("MENSHEN_CAPTHA", "off"), folder.resolve("none")))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("MENSHEN_CAPTHA");
        assertThatThrownBy(() -> CommandLineReader.read("--captha", "off"))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("--captha")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> CommandLineReader.read("server")).isInstanceOf(BadSetting.class);
        assertThatThrownBy(() -> CommandLineReader.read("--data")).isInstanceOf(BadSetting.class);
    }

    @Test
    void flagsAreReadBeforeAndAfterTheCommand() {
        assertThat(CommandLineReader.read().command()).isEqualTo(CommandLineReader.Command.SERVE);
        assertThat(CommandLineReader.read("serve", "--data", "x").flags()).containsEntry(Setting.DATA, "x");
        assertThat(CommandLineReader.read("--data=x", "--dev", "on").flags())
                .isEqualTo(Map.of(Setting.DATA, "x", Setting.DEV, "on"));
        assertThat(CommandLineReader.read("settings").command()).isEqualTo(CommandLineReader.Command.SETTINGS);
        assertThat(CommandLineReader.read("--help").command()).isEqualTo(CommandLineReader.Command.HELP);
        assertThat(CommandLineReader.read("serve", "--help").command()).isEqualTo(CommandLineReader.Command.HELP);
        assertThat(CommandLineReader.read("--version").command()).isEqualTo(CommandLineReader.Command.VERSION);
        assertThat(CommandLineReader.read("--help").help()).contains("--listen", "settings", "serve");
    }

    @Test
    void theTableInTheReadmeIsTheCode() throws IOException {
        Matcher rows = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| (?:`([^`]*)`|none) \\| (.+) \\|$")
                .matcher(Files.readString(Path.of("README.md")));
        Map<String, String> table = new LinkedHashMap<>();
        while (rows.find()) {
            table.put(rows.group(1), (rows.group(2) == null ? "" : rows.group(2)) + " | " + rows.group(3));
        }
        Map<String, String> code = new LinkedHashMap<>();
        Arrays.stream(Setting.values())
                .forEach(setting -> code.put(setting.key(), setting.standard() + " | " + setting.meaning()));
        assertThat(table).isEqualTo(code);
    }

    private static void contradict(Map<Setting, String> given, String one, String other) {
        assertThatThrownBy(() -> Settings.of(given))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("settings " + one + " and " + other + " contradict");
    }
}
