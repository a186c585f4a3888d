package dev.menshen.forms;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Everything wrong with a form: field name → problems, in the order in which the fields were found bad. */
public final class Errors {

    /** Nothing wrong. */
    public static final Errors NONE = new Errors(Map.of());

    private final Map<String, List<Problem>> byField;

    private Errors(Map<String, List<Problem>> byField) {
        this.byField = byField;
    }

    /** One problem of one field. */
    public static Errors of(String field, String key, Object... args) {
        return new Errors(Map.of(field, List.of(Problem.of(key, args))));
    }

    /** These errors and those of {@code more}; a field that is bad in both has the problems of both. */
    public Errors and(Errors more) {
        Map<String, List<Problem>> all = new LinkedHashMap<>(byField);
        more.byField.forEach((field, problems) -> all.merge(field, problems, Errors::joined));
        return new Errors(Collections.unmodifiableMap(all));
    }

    /** Whether nothing is wrong. */
    public boolean isEmpty() {
        return byField.isEmpty();
    }

    /** Whether this field is bad. */
    public boolean has(String field) {
        return byField.containsKey(field);
    }

    /** The names of the bad fields. */
    public Set<String> fields() {
        return byField.keySet();
    }

    /** The problems of one field, none for a good one. */
    public List<Problem> of(String field) {
        return byField.getOrDefault(field, List.of());
    }

    /** Field name → problems, unmodifiable. */
    public Map<String, List<Problem>> byField() {
        return byField;
    }

    @Override
    public String toString() {
        return byField.toString();
    }

    private static List<Problem> joined(List<Problem> first, List<Problem> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
