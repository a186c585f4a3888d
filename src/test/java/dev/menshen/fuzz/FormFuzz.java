package dev.menshen.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.menshen.forms.Field;
import dev.menshen.forms.Form;
import dev.menshen.forms.Sent;
import dev.menshen.web.FormReader;
import java.util.Set;

/** The form reader: whatever the body is, each field is what it must be, or an error of that field. */
class FormFuzz {

    @FuzzTest(maxDuration = "4m")
    void aBodyIsReadOrItsFieldsAreBad(byte[] body) {
        Sent sent;
        try {
            sent = Sent.read(body, FormReader.MOST_FIELDS);
        } catch (Sent.TooManyFields e) {
            return;
        }
        Form form = new Form(sent);
        Field<String> line = form.line("a", 8);
        Field<String> optional = form.optionalLine("b", 8);
        Field<String> secret = form.secret("c", 8);
        Field<Boolean> tick = form.tick("d");
        form.into(line, optional, secret, tick, FormFuzz::isAsPromised)
                .settle(
                        good -> {},
                        errors -> assertThat(Set.of("a", "b", "c", "d"))
                                .containsAll(errors.byField().keySet()));
        assertThat(sent.echo("a")).isNotNull();
    }

    private static boolean isAsPromised(String line, String optional, String secret, boolean ticked) {
        assertThat(line).isNotEmpty().isEqualTo(line.strip());
        assertThat(line.codePoints()).hasSizeLessThanOrEqualTo(8).noneMatch(Character::isISOControl);
        assertThat(optional.codePoints()).hasSizeLessThanOrEqualTo(8).noneMatch(Character::isISOControl);
        assertThat(secret).isNotBlank();
        assertThat(secret.codePoints()).hasSizeLessThanOrEqualTo(8);
        return ticked;
    }
}
