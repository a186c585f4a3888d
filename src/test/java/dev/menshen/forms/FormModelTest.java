package dev.menshen.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * 20,000 random forms through the chain, beside a plain model that decides each field by itself. The model knows the rules
 * in another shape: it works on the list of what was sent, and has no notion of lending.
 */
class FormModelTest {

    private static final long SEED = 20261122;
    private static final List<String> NAMES = List.of("a", "b", "c", "d");
    private static final List<String> TEXTS =
            List.of("", " ", "7", "7", "8", "8", "12", "x", "longer than it may be", "\u5f20", "%zz", "%ff", "7%00");

    @Test
    void theChainNamesExactlyTheFieldsThatTheModelNames() throws Exception {
        Random random = new Random(SEED);
        for (int round = 0; round < 20_000; round++) {
            Map<String, List<String>> sent = new HashMap<>();
            StringBuilder body = new StringBuilder();
            for (String name : NAMES) {
                for (int copies = copies(random); copies > 0; copies--) {
                    String text = TEXTS.get(random.nextInt(TEXTS.size()));
                    sent.computeIfAbsent(name, n -> new ArrayList<>()).add(text);
                    body.append(name).append('=').append(encoded(text)).append('&');
                }
            }
            List<String> lentWhileBad = new ArrayList<>();
            Form form = new Form(Sent.read(body.toString().getBytes(StandardCharsets.UTF_8), 100));
            Checked<List<Integer>> checked = chain(form, lentWhileBad);
            assertThat(lentWhileBad)
                    .as("lent while bad, round %d: %s", round, body)
                    .isEmpty();
            assertThat(new TreeSet<>(checked.<Set<String>>either(all -> Set.of(), Errors::fields)))
                    .as("round %d: %s", round, body)
                    .isEqualTo(model(sent));
        }
    }

    /** a: a number; b: a number not below a; c: a number other than a and b, looked at twice; d: the same as b. */
    private static Checked<List<Integer>> chain(Form form, List<String> lentWhileBad) {
        Watch watch = new Watch(form, lentWhileBad);
        Field<Integer> a = form.line("a", 9).parse(text -> watch.number("a", text));
        Field<Integer> b = form.line("b", 9)
                .parse(text -> watch.number("b", text))
                .rule(a, (mine, other) -> watch.pair("b", "a", mine >= other), "below");
        Field<Integer> c = form.line("c", 9)
                .parse(text -> watch.number("c", text))
                .rule(a, (mine, other) -> watch.pair("c", "a", !mine.equals(other)), "same")
                .rule(b, (mine, other) -> watch.pair("c", "b", !mine.equals(other)), "same");
        Field<String> d = form.line("d", 9);
        Field<Integer> number = d.parse(text -> watch.number("d", text))
                .rule(b, (mine, other) -> watch.pair("d", "b", mine.equals(other)), "differs");
        d.rule(text -> watch.pair("d", "d", true), "never");
        return form.into(a, b, c, number, (w, x, y, z) -> List.of(w, x, y, z));
    }

    /** Notes every value that is lent although its field has failed. */
    private record Watch(Form form, List<String> lentWhileBad) {

        Parsed<Integer> number(String name, String text) {
            pair(name, name, true);
            return text.matches("[0-9]+") ? Parsed.good(Integer.parseInt(text)) : Parsed.bad("number");
        }

        boolean pair(String one, String other, boolean ok) {
            for (String name : List.of(one, other)) {
                if (form.errors().has(name)) {
                    lentWhileBad.add(name);
                }
            }
            return ok;
        }
    }

    private static Set<String> model(Map<String, List<String>> sent) {
        Set<String> bad = new TreeSet<>();
        Map<String, Integer> numbers = new HashMap<>();
        for (String name : NAMES) {
            List<String> texts = sent.getOrDefault(name, List.of());
            if (texts.size() == 1 && texts.get(0).matches("[0-9]{1,9}")) {
                numbers.put(name, Integer.parseInt(texts.get(0)));
            } else {
                bad.add(name);
            }
        }
        Integer a = numbers.get("a");
        Integer b = numbers.get("b");
        if (a != null && b != null && b < a) {
            bad.add("b");
            b = null;
        }
        Integer c = numbers.get("c");
        if (c != null && (c.equals(a) || c.equals(b))) {
            bad.add("c");
        }
        Integer d = numbers.get("d");
        if (d != null && b != null && !d.equals(b)) {
            bad.add("d");
        }
        return bad;
    }

    private static int copies(Random random) {
        int chance = random.nextInt(10);
        return chance == 0 ? 0 : chance == 1 ? 2 : 1;
    }

    private static String encoded(String text) {
        return text.contains("%") ? text : URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
