package dev.menshen.web;

import dev.menshen.forms.Errors;
import dev.menshen.text.Messages;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A form as a page shows it: what was typed, secrets left out, and what is wrong with each field in the page's language.
 *
 * @param typed field name → text to show again
 * @param problems field name → messages
 */
public record FormView(Map<String, String> typed, Map<String, List<String>> problems) {

    /** A form nobody has filled in yet. */
    public static final FormView EMPTY = new FormView(Map.of(), Map.of());

    /** A form to show again with these errors. */
    public static FormView of(Map<String, String> typed, Errors errors, Messages words) {
        return new FormView(typed, Answers.worded(errors, words));
    }

    /** What was typed into this field, or nothing. */
    public String typed(String field) {
        return typed.getOrDefault(field, "");
    }

    /** The messages of this field, none for a good one. */
    public List<String> problems(String field) {
        return problems.getOrDefault(field, List.of());
    }

    /** Whether this field is marked. */
    public boolean isBad(String field) {
        return problems.containsKey(field);
    }

    /** The fields that are marked. */
    public Set<String> badFields() {
        return problems.keySet();
    }

    /** The first of these fields that is marked, where the cursor belongs; empty when none is. */
    public String firstBad(List<String> fields) {
        return fields.stream().filter(this::isBad).findFirst().orElse("");
    }

    /** The messages that stand beside none of these fields, for they concern the form as a whole. */
    public List<String> problemsBeside(List<String> fields) {
        return problems.entrySet().stream()
                .filter(entry -> !fields.contains(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }
}
