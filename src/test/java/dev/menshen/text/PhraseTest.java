package dev.menshen.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhraseTest {

    private static final Object[] ARGS = {"{1} 'alice' $1", "张三", ""};

    @ParameterizedTest
    @ValueSource(strings = {"", "Hello {0}!", "{1}{0}{1}", "It''s {0}", "''{0}''", "{2}", "a {0} '' b", "你好，{1}。"})
    void aPhraseSaysWhatAFormatWouldSay(String pattern) {
        Phrase phrase = Phrase.of(pattern).orElseThrow();
        assertThat(phrase.takes(ARGS)).isTrue();
        assertThat(phrase.say(ARGS)).isEqualTo(new MessageFormat(pattern, Locale.ROOT).format(ARGS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'{0}'", "{0,number}", "it's {0}", "{0", "{", "{10}", "'''{0}'''", "two\n{0,number} lines"})
    void whatIsNotPlainIsLeftToAFormat(String pattern) {
        assertThat(Phrase.of(pattern)).isEmpty();
    }

    @Test
    void numbersAndMissingTextsAreLeftToAFormat() {
        Phrase phrase = Phrase.of("{0} of {1}").orElseThrow();
        assertThat(phrase.takes(new Object[] {"1", 1_000})).isFalse();
        assertThat(phrase.takes(new Object[] {"1"})).isFalse();
        assertThat(Messages.in(Language.EN).say("form.busy", 1_000L)).contains("1,000");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyMessageOfOursIsSaidAsAFormatWouldSayIt(Language language) throws IOException {
        Properties patterns = new Properties();
        String file = "messages_" + language.code() + ".properties";
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(Messages.class.getResourceAsStream(file)), StandardCharsets.UTF_8)) {
            patterns.load(reader);
        }
        assertThat(patterns.stringPropertyNames())
                .isNotEmpty()
                .allSatisfy(key -> assertThat(Messages.in(language).say(key, ARGS))
                        .isEqualTo(new MessageFormat(patterns.getProperty(key), language.locale()).format(ARGS)));
    }
}
