package dev.menshen.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/** All the door's words in one language, by key. */
public final class Messages {

    private static final Map<Language, Messages> ALL = loaded();

    private final Language language;
    private final Map<String, String> texts;

    /** The same as they are said without arguments. */
    private final Map<String, String> plain;

    /** The same as they are said with texts for arguments, where they can be. */
    private final Map<String, Phrase> phrases;

    private Messages(Language language, Map<String, String> texts) {
        this.language = language;
        this.texts = texts;
        Map<String, Phrase> cut = new HashMap<>();
        texts.forEach((key, text) -> Phrase.of(text).ifPresent(phrase -> cut.put(key, phrase)));
        this.phrases = Map.copyOf(cut);
        Map<String, String> said = new HashMap<>(texts);
        said.replaceAll((key, text) -> text.replace("''", "'"));
        this.plain = Map.copyOf(said);
    }

    /** The words in this language. */
    public static Messages in(Language language) {
        return Objects.requireNonNull(ALL.get(language));
    }

    /** Which language these words are in. */
    public Language language() {
        return language;
    }

    /** Every key there is. */
    public Set<String> keys() {
        return texts.keySet();
    }

    /**
     * The message of this key with its placeholders filled ({@link MessageFormat}); without arguments they stay as they
     * are.
     *
     * @throws IllegalArgumentException when there is no such key, which the build's tests rule out
     */
    public String say(String key, Object... args) {
        String text = (args.length == 0 ? plain : texts).get(key);
        if (text == null) {
            throw new IllegalArgumentException("no message " + key + " in " + language);
        }
        return args.length == 0 ? text : filled(key, text, args);
    }

    private String filled(String key, String text, Object[] args) {
        Phrase phrase = phrases.get(key);
        return phrase != null && phrase.takes(args)
                ? phrase.say(args)
                : new MessageFormat(text, language.locale()).format(args);
    }

    /** The same with a list of arguments. */
    public String say(String key, List<Object> args) {
        return say(key, args.toArray());
    }

    private static Map<Language, Messages> loaded() {
        Map<Language, Messages> all = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            all.put(language, new Messages(language, read("messages_" + language.code() + ".properties")));
        }
        return all;
    }

    private static Map<String, String> read(String file) {
        Properties properties = new Properties();
        try (InputStream in = Messages.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + file);
            }
            Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> texts = new HashMap<>();
        properties.forEach((key, text) -> texts.put((String) key, (String) text));
        return Map.copyOf(texts);
    }
}
