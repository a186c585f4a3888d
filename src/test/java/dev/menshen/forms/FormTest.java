package dev.menshen.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormTest {

    @Test
    void everyBadFieldIsNamedAtOnce() throws Exception {
        Form form = form("a=&c=x");
        Checked<String> checked =
                form.into(form.line("a", 9), form.line("b", 9), form.line("c", 9), (a, b, c) -> a + b + c);
        assertThat(checked.<List<String>>either(all -> List.of(), errors -> List.copyOf(errors.fields())))
                .containsExactly("a", "b");
    }

    @Test
    void aGoodFormBecomesItsRecord() throws Exception {
        Form form = form("a=1&b=%E5%BC%A0+");
        Checked<String> checked = form.into(form.line("a", 9), form.line("b", 9), (a, b) -> a + b);
        assertThat(checked).isEqualTo(Checked.good("1张"));
    }

    @Test
    void aRuleIsNotAskedAboutABadField() throws Exception {
        List<String> lent = new ArrayList<>();
        Form form = form("a=bad");
        Field<String> field = form.line("a", 9).rule(text -> false, "no");
        field.rule(text -> lent.add(text), "never").parse(text -> Parsed.good(lent.add(text)));
        assertThat(lent).isEmpty();
    }

    @Test
    void aRuleOnTwoFieldsIsSkippedWhileEitherIsBad() throws Exception {
        List<String> lent = new ArrayList<>();
        Form form = form("good=1&bad=");
        Field<String> good = form.line("good", 9);
        Field<String> bad = form.line("bad", 9);
        good.rule(bad, (a, b) -> lent.add(a + b), "never");
        bad.rule(good, (a, b) -> lent.add(a + b), "never");
        assertThat(lent).isEmpty();
        assertThat(form.errors().fields()).containsExactly("bad");
    }

    @Test
    void goodnessBelongsToTheNameAndNotToTheHandle() throws Exception {
        List<String> lent = new ArrayList<>();
        Form form = form("a=1");
        Field<String> first = form.line("a", 9);
        Field<String> second = form.line("a", 9);
        first.rule(text -> false, "no");
        second.rule(text -> lent.add(text), "never");
        assertThat(lent).isEmpty();
        assertThatThrownBy(second::lent).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatAParserRefusedIsLentToNobody() throws Exception {
        Form form = form("a=x");
        Field<Integer> number = form.line("a", 9).parse(text -> Parsed.bad("number"));
        List<Integer> lent = new ArrayList<>();
        number.rule(lent::add, "never");
        assertThat(lent).isEmpty();
        assertThat(form.errors().of("a")).containsExactly(Problem.of("number"));
    }

    @Test
    void absentRepeatedEmptyBlankLongAndBrokenAreErrorsOfTheirFields() throws Exception {
        Form form = form(
                "repeated=1&repeated=1&empty=&blank=+%09+&long=123456&percent=%zz&bytes=%ff%fe&nul=a%00b&cut=%e5%bc");
        for (String name : List.of("absent", "repeated", "empty", "blank", "long", "percent", "bytes", "nul", "cut")) {
            form.line(name, 5);
        }
        assertThat(form.errors().byField())
                .containsEntry("absent", List.of(Problem.of("problem.missing")))
                .containsEntry("repeated", List.of(Problem.of("problem.repeated")))
                .containsEntry("empty", List.of(Problem.of("problem.missing")))
                .containsEntry("blank", List.of(Problem.of("problem.characters")))
                .containsEntry("long", List.of(Problem.of("problem.too-long", 5)))
                .containsEntry("percent", List.of(Problem.of("problem.encoding")))
                .containsEntry("bytes", List.of(Problem.of("problem.encoding")))
                .containsEntry("nul", List.of(Problem.of("problem.characters")))
                .containsEntry("cut", List.of(Problem.of("problem.encoding")));
    }

    @Test
    void lengthsAreCountedInCodePoints() throws Exception {
        Form form = form("a=%F0%9D%95%8F%F0%9D%95%8F");
        form.line("a", 2);
        assertThat(form.errors().isEmpty()).isTrue();
    }

    @Test
    void aSecretIsTakenExactlyAsTyped() throws Exception {
        Form form = form("p=+a%00b+");
        assertThat(form.into(form.secret("p", 9), p -> p)).isEqualTo(Checked.good(" a\0b "));
    }

    @Test
    void aBrokenFieldSpoilsNoOther() throws Exception {
        Form form = form("%zz=1&a=%zz&b=2&=3&&c");
        assertThat(form.into(form.line("b", 9), b -> b)).isEqualTo(Checked.good("2"));
        form.line("a", 9);
        form.line("c", 9);
        assertThat(form.errors().fields()).containsExactly("a", "c");
    }

    @Test
    void aFieldOfAnotherFormIsRefused() throws Exception {
        Form one = form("a=1");
        Form other = form("a=1");
        Field<String> foreign = other.line("a", 9);
        assertThatThrownBy(() -> one.into(foreign, a -> a)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void moreFieldsThanAnyFormHasAreNotRead() {
        byte[] body = "a=1&a=1&a=1".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Sent.read(body, 2)).isInstanceOf(Sent.TooManyFields.class);
    }

    @Test
    void aTickIsOnOrOffAndNothingElse() throws Exception {
        Form form = form("on=on&off=off&odd=maybe");
        assertThat(form.into(form.tick("on"), form.tick("off"), form.tick("absent"), (a, b, c) -> List.of(a, b, c)))
                .isEqualTo(Checked.good(List.of(true, false, false)));
        form.tick("odd");
        assertThat(form.errors().fields()).containsExactly("odd");
    }

    @Test
    void errorsOfTwoStepsAreTold() {
        Errors both = Errors.of("a", "x").and(Errors.of("a", "y")).and(Errors.of("b", "z"));
        assertThat(both.byField())
                .isEqualTo(Map.of(
                        "a", List.of(Problem.of("x"), Problem.of("y")),
                        "b", List.of(Problem.of("z"))));
    }

    private static Form form(String body) throws Sent.TooManyFields {
        return new Form(Sent.read(body.getBytes(StandardCharsets.UTF_8), 100));
    }
}
