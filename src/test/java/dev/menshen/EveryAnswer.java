package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.web.Headers;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is true of every answer of a door, whatever was asked: browsers in tests look at each that they get. */
final class EveryAnswer {

    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private EveryAnswer() {}

    static void isSafe(String asked, Browser.Answer answer) {
        String what = asked + " → " + answer.status();
        Headers.ALWAYS.forEach((name, value) -> {
            if (!name.equals("Cache-Control")) {
                assertThat(answer.headers().getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                                .map(EveryAnswer::withoutOneTarget))
                        .as(what + " " + name)
                        .containsExactly(value);
            }
        });
        keptByNobody(what, answer);
        assertThat(answer.headers().keySet())
                .as(what)
                .doesNotContain("server", "x-powered-by", "via")
                .noneMatch(name -> name.startsWith("access-control-"));
        if (answer.bytes().length > 0) {
            assertThat(answer.header("content-type").orElse(""))
                    .as(what)
                    .matches("(image/png|audio/wav|.*; ?charset=utf-8)");
        }
    }

    /** A sign-in page's form may lead on to the one application that somebody comes from. */
    private static String withoutOneTarget(String policy) {
        return policy.replaceFirst("form-action 'self' https?://[^ ;]+;", "form-action 'self';");
    }

    /** No password that was just typed comes back, unless the same was typed where it is no secret too. */
    static void keepsSecrets(Map<String, String> form, Browser.Answer answer) {
        form.forEach((field, text) -> {
            boolean openToo = form.entrySet().stream()
                    .anyMatch(other -> !Canaries.isSecret(other.getKey())
                            && other.getValue().contains(text));
            if (Canaries.isSecret(field) && isTelling(text) && !openToo) {
                assertThat(answer.body()).as(field).doesNotContain(text);
                assertThat(answer.headers().toString()).as(field).doesNotContain(text);
            }
        });
    }

    /** A text that stands in no page by itself, as one short word would. No pattern, for tests measure times across it. */
    private static boolean isTelling(String text) {
        for (int i = 4; i < text.length() - 3; i++) {
            char c = text.charAt(i);
            if (c > 'z' || !Character.isLetter(c)) {
                return true;
            }
        }
        return false;
    }

    /** Only files whose names change with their content may be kept; all else may be somebody's own. */
    private static void keptByNobody(String what, Browser.Answer answer) {
        String cache = answer.header("cache-control").orElse("");
        if (cache.equals(FOR_EVER)) {
            assertThat(answer.status()).as(what).isEqualTo(200);
            assertThat(what).contains("/asset/menshen.");
            assertThat(answer.header("vary")).as(what).contains("Accept-Encoding");
            assertThat(answer.headers()).as(what).doesNotContainKey("set-cookie");
        } else {
            assertThat(cache).as(what).isEqualTo("no-store");
        }
    }
}
