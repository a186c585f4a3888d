package dev.menshen;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Where settings come from: the command line over the environment over {@code menshen.properties} over what is standard.
 */
final class SettingsSources {

    private static final String PREFIX = "MENSHEN_";

    private final Map<Setting, Found> found = new EnumMap<>(Setting.class);

    /** A value and the source it came from, in words. */
    record Found(String value, String source) {}

    /**
     * Reads all sources.
     *
     * @param flags by setting, as given on the command line
     * @param environment all of it
     * @param file {@code menshen.properties}, which may be missing
     * @throws BadSetting when a source names a setting that does not exist
     */
    SettingsSources(Map<Setting, String> flags, Map<String, String> environment, Path file) {
        for (Setting setting : Setting.values()) {
            found.put(setting, new Found(setting.standard(), "default"));
        }
        readFile(file);
        readEnvironment(environment);
        flags.forEach((setting, value) -> found.put(setting, new Found(value, "command line")));
    }

    /** The values in force, not yet read. */
    Map<Setting, String> values() {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        found.forEach((setting, value) -> values.put(setting, value.value()));
        return values;
    }

    /** One line a setting: key, value, source; what may be secret in it is not shown. */
    String listing() {
        StringBuilder lines = new StringBuilder();
        found.forEach((setting, value) -> lines.append(
                String.format("%-20s %-32s %s%n", setting.key(), shown(setting, value.value()), value.source())));
        return lines.toString();
    }

    private static String shown(Setting setting, String value) {
        if (value.isEmpty()) {
            return "-";
        }
        if (setting.isSecret() && !value.equals(setting.standard())) {
            return "***";
        }
        // Gateways put keys into paths and queries too.
        return setting == Setting.SMS_URL
                ? value.replaceFirst("(?s)(://)(?:[^/?#]*@)?([^/?#@]*).*", "$1$2/***")
                : value.replaceFirst("://[^/@]*@", "://***@");
    }

    private void readFile(Path file) {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new BadSetting("cannot read " + file + ": " + e.getMessage());
            }
        }
        new TreeMap<>(properties).forEach((key, value) -> {
            Setting setting = Setting.of((String) key)
                    .orElseThrow(
                            () -> new BadSetting("there is no setting " + key + ", named in " + file.getFileName()));
            found.put(setting, new Found((String) value, file.getFileName().toString()));
        });
    }

    private void readEnvironment(Map<String, String> environment) {
        new TreeMap<>(environment).forEach((variable, value) -> {
            if (variable.startsWith(PREFIX)) {
                Setting setting = settingOf(variable);
                found.put(setting, new Found(value, variable));
            }
        });
    }

    private static Setting settingOf(String variable) {
        for (Setting setting : Setting.values()) {
            if (setting.variable().equals(variable)) {
                return setting;
            }
        }
        throw new BadSetting("there is no setting " + variable + ", named in the environment");
    }
}
