package dev.menshen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.text.Language;
import dev.menshen.text.Messages;
import dev.menshen.web.Assets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for the markup of every page, whatever it says. */
class TemplatesTest {

    /** A name that breaks out of any markup in which it is not escaped. */
    private static final String HOSTILE = "\"'><script>alert(1)</script>&";

    private static final String ATTRIBUTES = "(?:[^\">]|\"[^\"]*\")*>";
    private static final Assets ASSETS = new Assets();

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyPageHasItsLandmarksOneHeadingAndItsLanguage(Language language) {
        pages(language).forEach((name, html) -> {
            assertThat(html).as(name).startsWith("<!DOCTYPE html>").contains("<html lang=\"" + language.tag() + "\">");
            for (String once : List.of("<header>", "<main ", "<footer ", "<h1>", "<title>")) {
                assertThat(all(html, Pattern.quote(once))).as(name + " " + once).hasSize(1);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void nothingIsWrittenThatThePolicyForbidsOrThatComesFromElsewhere(Language language) {
        pages(language).forEach((name, html) -> {
            assertThat(all(html, "<style|\\sstyle\\s*=|\\son[a-z]+\\s*=|javascript:|<script(?! src=\"/door/)"))
                    .as(name)
                    .isEmpty();
            assertThat(all(html, "(?<=\\s(?:src|href|action|formaction|srcset)=\")[^\"]*"))
                    .as(name)
                    .isNotEmpty()
                    .allMatch(link -> link.startsWith("/door/")
                            || link.startsWith("#")
                            // Where somebody wanted to go, for them to try again.
                            || (name.startsWith("loop-") && link.startsWith("https://wiki.example.lan/")));
        });
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void whatIsTypedIsShownAsTextAndSecretsNever(Language language) {
        pages(language)
                .forEach((name, html) -> assertThat(html).as(name).doesNotContain(HOSTILE, "<script>", "never shown"));
        assertThat(pages(language))
                .hasEntrySatisfying("register-bad", html -> assertThat(html).contains("alert(1)"));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyIdIsUniqueAndEveryReferenceLeadsToOne(Language language) {
        pages(language).forEach((name, html) -> {
            List<String> ids = all(html, "(?<=\\sid=\")[^\"]+");
            List<String> references = new ArrayList<>(all(html, "(?<=\\sfor=\")[^\"]+"));
            references.addAll(all(html, "(?<=\\shref=\"#)[^\"]+"));
            all(html, "(?<=\\saria-describedby=\")[^\"]+").forEach(list -> references.addAll(List.of(list.split(" "))));
            assertThat(ids).as(name).doesNotHaveDuplicates();
            assertThat(references).as(name).isNotEmpty().isSubsetOf(ids);
        });
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyVisibleInputHasALabelAndEveryPictureAText(Language language) {
        pages(language).forEach((name, html) -> {
            List<String> labelled = all(html, "(?<=<label for=\")[^\"]+");
            all(html, "<input " + ATTRIBUTES).stream()
                    .filter(input -> !input.contains("type=\"hidden\"") && !input.contains("aria-hidden=\"true\""))
                    .forEach(input -> assertThat(all(input, "(?<=\\sid=\")[^\"]+"))
                            .as(name)
                            .isSubsetOf(labelled)
                            .hasSize(1));
            assertThat(all(html, "<img [^>]*>")).as(name).isNotEmpty().allMatch(image -> image.contains(" alt=\""));
        });
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void aBadFieldIsMarkedSaysWhyBesideItselfAndOnlyTheFirstTakesTheCursor(Language language) {
        String html = page(language, "register-sms-bad");
        Messages words = Messages.in(language);
        for (String field : List.of("username", "email", "password", "confirm_password", "mobile_phone", "code")) {
            String input = all(html, "<input id=\"" + field + "\"" + ATTRIBUTES).get(0);
            assertThat(input).contains("aria-invalid=\"true\"", field + "-error");
            assertThat(input.contains("autofocus")).as(field).isEqualTo(field.equals("username"));
        }
        assertThat(html)
                .contains("id=\"email-error\"><span>" + words.say("email.malformed"))
                .contains("<span>" + words.say("phone.malformed") + "</span><span>" + words.say("problem.taken.phone"))
                .contains("<a href=\"#confirm_password\">" + words.say("field.confirm-password.label"))
                .contains("<p>" + words.say("form.unavailable"));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void aGoodFormHasNoMarkAndItsSummaryIsHidden(Language language) {
        assertThat(page(language, "register-sms"))
                .doesNotContain("aria-invalid", "autofocus")
                .containsPattern("class=\"summary\"[^>]* hidden>");
        assertThat(page(language, "login-too-many")).containsPattern("class=\"summary\"[^>]* autofocus>");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void theHeaderShowsWhoIsSignedInOrHowToSignIn(Language language) {
        String out = header(page(language, "home"));
        assertThat(out)
                .contains("href=\"/door/login\"", "href=\"/door/register\"")
                .doesNotContain("/door/logout");
        for (String in : List.of(header(page(language, "home-in")), header(page(language, "error-in")))) {
            assertThat(in)
                    .contains("action=\"/door/logout\"", "alert(1)")
                    .doesNotContain("/door/login\"", "/door/register");
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void theOtherLanguageLeadsToTheSamePageAndNeverOutOfTheHouse(Language language) {
        String other = language == Language.ZH ? "en" : "zh";
        assertThat(page(language, "register")).contains("href=\"/door/register?lang=" + other + "\"");
        assertThat(page(language, "login-bad"))
                .contains("href=\"/door/login?next=%2Fwiki%2Fpage%3Fa%3D1%26b%3D2&amp;lang=" + other + "\"");
        String lost = new SamplePages(language, "", ASSETS, "x").html().get("error-404");
        assertThat(lost).contains("href=\"/?lang=" + other + "\"").doesNotContain("elsewhere.example");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void theEnterKeyNeverSendsATextMessage(Language language) {
        String html = page(language, "login-sms");
        String form = html.substring(html.indexOf("<form class=\"form\""));
        assertThat(form.indexOf("<button class=\"default\"")).isPositive().isLessThan(form.indexOf("formaction="));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void aPageWithAllItLoadsStaysUnderThirtyKilobytes(Language language) {
        int shared = Stream.of("menshen.css", "menshen.js", "menshen.svg")
                .mapToInt(TemplatesTest::zippedAsset)
                .sum();
        pages(language)
                .forEach((name, html) ->
                        assertThat(zipped(html) + shared).as(name).isLessThan(28 * 1024)); // 2 KB for the captcha
    }

    private static String header(String html) {
        return html.substring(html.indexOf("<header>"), html.indexOf("</header>"));
    }

    private static String page(Language language, String name) {
        return Objects.requireNonNull(pages(language).get(name), name);
    }

    private static Map<String, String> pages(Language language) {
        return new SamplePages(language, "/door", ASSETS, HOSTILE).html();
    }

    private static List<String> all(String html, String pattern) {
        return Pattern.compile(pattern)
                .matcher(html)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static int zippedAsset(String name) {
        String hashed = ASSETS.path(name).substring("/asset/".length());
        return ASSETS.find(hashed).orElseThrow().zipped().length;
    }

    private static int zipped(String html) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(html.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.size();
    }
}
