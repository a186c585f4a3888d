package dev.menshen.web;

import dev.menshen.forms.Errors;
import dev.menshen.text.Messages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How an answer is written: as a page for a browser, as JSON for a program. */
public final class Answers {

    /** Field name → messages in this language. */
    public static Map<String, List<String>> worded(Errors errors, Messages words) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        errors.byField()
                .forEach((field, problems) -> texts.put(
                        field,
                        problems.stream()
                                .map(problem -> words.say(problem.key(), problem.args()))
                                .toList()));
        return texts;
    }
}
