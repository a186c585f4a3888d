package dev.menshen.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Text that would be markup if a page let it, and a look at pages for any of it that became so. */
public final class Markup {

    /** Stands in every payload and in no page of ours. */
    private static final String MARK = "probe";

    private static final Pattern ESCAPED = Pattern.compile("\\\\u([0-9a-f]{4})");

    private final Set<String> known = new HashSet<>();

    /** All payloads. */
    public static List<String> payloads() {
        try (InputStream in = Objects.requireNonNull(Markup.class.getResourceAsStream("markup-payloads.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("# "))
                    .map(line -> ESCAPED.matcher(line)
                            .replaceAll(escape -> Matcher.quoteReplacement(
                                    Character.toString(Integer.parseInt(escape.group(1), 16)))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Learns which elements, with which attributes, a page has when nothing bad was sent. */
    void learn(String page) {
        assertThat(page).doesNotContain(MARK);
        Jsoup.parse(page).getAllElements().forEach(element -> known.add(shape(element)));
    }

    /** Demands that in this page the payload is text and nothing else, and whole wherever it is. */
    void isInert(String page, String payload) {
        Document document = Jsoup.parse(page);
        for (Element element : document.getAllElements()) {
            assertThat(known).as(payload).contains(shape(element));
            for (Attribute attribute : element.attributes()) {
                attributeIsInert(element, attribute, payload);
            }
            for (Node child : element.childNodes()) {
                if (child instanceof TextNode text) {
                    isWhole(text.getWholeText(), payload);
                } else if (!(child instanceof Element)) {
                    assertThat(child.outerHtml()).as(payload).doesNotContain(MARK);
                }
            }
        }
    }

    private static void attributeIsInert(Element element, Attribute attribute, String payload) {
        String value = attribute.getValue();
        if (!value.contains(MARK)) {
            return;
        }
        assertThat(element.normalName() + " " + attribute.getKey())
                .as(payload)
                .isIn("input value", "a href", "bdi title");
        if (attribute.getKey().equals("href")) {
            assertThat(value).as(payload).matches("/([a-z][a-z/]*)?\\?.*");
            isWhole(URLDecoder.decode(value, StandardCharsets.UTF_8), payload);
        } else {
            isWhole(value, payload);
        }
    }

    private static void isWhole(String text, String payload) {
        if (text.contains(MARK)) {
            assertThat(plain(text)).contains(plain(payload));
        }
    }

    /** Without what parsers drop or replace: control characters, spaces, and what they put for NUL. */
    static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s\\ufffd]", "");
    }

    private static String shape(Element element) {
        return element.normalName()
                + element.attributes().asList().stream()
                        .map(Attribute::getKey)
                        .sorted()
                        .toList();
    }
}
