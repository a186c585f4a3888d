package dev.menshen.pages;

import dev.menshen.forms.Errors;
import dev.menshen.forms.Sent;
import dev.menshen.text.Messages;
import dev.menshen.web.FormView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes what a page shows of a form: only the fields named here are ever shown again, and no secret is among them. */
final class Echo {

    private Echo() {}

    /** A form to show again as it was sent. */
    static FormView of(Sent sent, List<String> fields, Errors errors, Messages words) {
        Map<String, String> typed = new HashMap<>();
        fields.forEach(field -> typed.put(field, sent.echo(field)));
        return FormView.of(typed, errors, words);
    }

    /** A form to begin with what was noted of the browser. */
    static FormView of(Map<String, String> notes, List<String> fields) {
        return new FormView(typed(notes, fields), Map.of());
    }

    /** The same where something is wrong before anything was typed. */
    static FormView of(Map<String, String> notes, List<String> fields, Errors errors, Messages words) {
        return FormView.of(typed(notes, fields), errors, words);
    }

    private static Map<String, String> typed(Map<String, String> notes, List<String> fields) {
        Map<String, String> typed = new HashMap<>();
        fields.forEach(field -> typed.put(field, notes.getOrDefault(field, "")));
        return typed;
    }
}
