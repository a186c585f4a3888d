package dev.menshen.text;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.accounts.Email;
import dev.menshen.accounts.PasswordRules;
import dev.menshen.accounts.Phone;
import dev.menshen.accounts.Username;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessagesTest {

    private static final String KEY = "[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:\\.[a-z0-9]+(?:-[a-z0-9]+)*)+";
    private static final Pattern QUOTED_KEY = Pattern.compile("(?<=\")" + KEY + "(?=\")");
    private static final Pattern SAID = Pattern.compile("(?<=say\\(\")[^\"]+(?=\"\\s*[,)])");

    /** The calls whose statement may hold a key: what says a message, and what names a problem. */
    private static final Pattern SPEAKS = Pattern.compile("\\b(?:say|bad|rule)\\(|\\b(?:Problem|Errors)\\.of\\(");

    private static final Pattern FILE = Pattern.compile(".*\\.(?:jte|css|js|svg|sql|txt|db|properties)");

    /** Keys put together where they are said, from the status of an error and from the name of a field. */
    private static final Pattern PUT_TOGETHER = Pattern.compile(
            "gate\\.loop\\.[a-z-]+\\.(?:text|mend)|error\\.[0-9]{3}\\.(?:title|text)|field\\.[a-z-]+\\.label");

    private final Messages zh = Messages.in(Language.ZH);
    private final Messages en = Messages.in(Language.EN);

    @Test
    void bothLanguagesHaveTheSameKeys() {
        assertThat(zh.keys()).isEqualTo(en.keys()).isNotEmpty();
    }

    @Test
    void bothLanguagesFillInTheSamePlaceholders() {
        for (String key : zh.keys()) {
            assertThat(placeholders(zh.say(key))).as(key).isEqualTo(placeholders(en.say(key)));
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyMessageSaysSomethingUnderAWellFormedKey(Language language) {
        Messages words = Messages.in(language);
        for (String key : words.keys()) {
            assertThat(key.equals("product") || key.matches(KEY)).as(key).isTrue();
            assertThat(words.say(key))
                    .as(key)
                    .isNotBlank()
                    .isEqualTo(words.say(key).strip());
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyMessageReadsTheSameWhetherOrNotItIsGivenSomethingToFillIn(Language language) {
        Messages words = Messages.in(language);
        for (String key : words.keys()) {
            assertThat(words.say(key, "{0}", "{1}")).as(key).isEqualTo(words.say(key));
        }
    }

    @Test
    void everyMessageThatATemplateSaysIsThere() {
        assertThat(found("templates", SAID)).isNotEmpty().isSubsetOf(zh.keys());
    }

    @Test
    void everyMessageThatTheCodeSaysIsThere() {
        Set<String> said = new TreeSet<>();
        for (String source : sources("src/main/java")) {
            for (String statement : source.split(";", -1)) {
                if (SPEAKS.matcher(statement).find()) {
                    said.addAll(matches(QUOTED_KEY, statement));
                }
            }
        }
        said.removeIf(FILE.asMatchPredicate());
        assertThat(said).isNotEmpty().isSubsetOf(zh.keys());
    }

    @Test
    void everyFlawOfAValueHasItsWords() {
        assertThat(flaws()).isNotEmpty().isSubsetOf(zh.keys());
    }

    @Test
    void everyFieldOfATemplateHasALabelForTheSummary() {
        Set<String> labels = new TreeSet<>();
        for (String list : found("templates", Pattern.compile("(?<=List\\.of\\()[^)]*"))) {
            matches(Pattern.compile("[a-z_]+"), list)
                    .forEach(field -> labels.add("field." + field.replace('_', '-') + ".label"));
        }
        assertThat(labels).contains("field.mobile-phone.label").isSubsetOf(zh.keys());
    }

    @Test
    void noMessageIsLeftThatNothingSays() {
        Set<String> used = found("templates", QUOTED_KEY);
        used.addAll(found("src/main/java", QUOTED_KEY));
        used.add("product");
        used.addAll(flaws());
        assertThat(zh.keys())
                .filteredOn(
                        key -> !used.contains(key) && !PUT_TOGETHER.matcher(key).matches())
                .isEmpty();
    }

    @Test
    void aKeyThatDoesNotExistIsRefused() {
        assertThat(zh.keys()).doesNotContain("no.such-key");
        assertThatThrownBy(() -> zh.say("no.such-key"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no.such-key");
    }

    private static Set<String> flaws() {
        return Stream.of(
                        Arrays.stream(Username.Flaw.values()).map(Username.Flaw::key),
                        Arrays.stream(Email.Flaw.values()).map(Email.Flaw::key),
                        Arrays.stream(Phone.Flaw.values()).map(Phone.Flaw::key),
                        Arrays.stream(PasswordRules.Flaw.values()).map(PasswordRules.Flaw::key))
                .flatMap(keys -> keys)
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> placeholders(String message) {
        return matches(Pattern.compile("\\{[^}]*}"), message);
    }

    private static Set<String> found(String folder, Pattern pattern) {
        Set<String> texts = new TreeSet<>();
        sources(folder).forEach(source -> texts.addAll(matches(pattern, source)));
        return texts;
    }

    private static Set<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).collect(toCollection(TreeSet::new));
    }

    private static List<String> sources(String folder) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(Files::isRegularFile).map(MessagesTest::text).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
