package dev.menshen.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.store.Tokens;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class StrangersTest {

    private static final String TYPED = "correct horse battery";

    private final Strangers strangers = new Strangers(new Tokens(new SecureRandom()));

    @Test
    void theSameNameHasTheSameMarkAndAnotherOneAnother() {
        assertThat(strangers.of(TYPED)).isEqualTo(strangers.of(TYPED)).isNotEqualTo(strangers.of("alice"));
        assertThat(strangers.of(TYPED).name()).matches("unknown#[0-9a-f]{6}");
        assertThat(strangers.of(TYPED).account()).isNull();
    }

    @Test
    void whoKnowsTheTextCannotKnowTheMark() {
        Strangers others = new Strangers(new Tokens(new SecureRandom()));
        assertThat(java.util.List.of(strangers.of("a"), strangers.of("b"), strangers.of("c")))
                .isNotEqualTo(java.util.List.of(others.of("a"), others.of("b"), others.of("c")));
    }
}
