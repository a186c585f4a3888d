package dev.menshen.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokensTest {

    private static final int THREADS = 8;
    private static final int EACH = 125_000;

    @Test
    void aMillionTokensOnEightThreadsAreAMillionAndTakeNoTime() throws Exception {
        Tokens tokens = new Tokens(new SecureRandom());
        long start = System.nanoTime();

        List<long[]> all = Race.of(THREADS, number -> beginnings(tokens));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        assertThat(all.stream().flatMapToLong(Arrays::stream).distinct().count())
                .isEqualTo((long) THREADS * EACH);
    }

    /** The first 64 bits of each: that two of a million agree in them by chance is one in 37 million. */
    private static long[] beginnings(Tokens tokens) {
        long[] beginnings = new long[EACH];
        for (int i = 0; i < EACH; i++) {
            beginnings[i] = ByteBuffer.wrap(Base64.getUrlDecoder().decode(tokens.token()))
                    .getLong();
        }
        return beginnings;
    }
}
