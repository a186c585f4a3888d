package dev.menshen.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.menshen.web.Peer;
import dev.menshen.web.SessionCookie;
import dev.menshen.web.TrustedProxies;
import java.time.InstantSource;
import java.util.Optional;

/** The session's cookie out of any header: what was sent, or none. */
class CookieFuzz {

    private static final SessionCookie COOKIE = new SessionCookie(
            "menshen",
            new Peer(TrustedProxies.read("127.0.0.1"), Optional.empty(), InstantSource.system()),
            Optional.empty());

    @FuzzTest(maxDuration = "4m")
    void anIdIsWhatWasSentOrThereIsNone(byte[] header) {
        String text = new String(header, ISO_8859_1).replaceAll("[\r\n\0]", " ");
        COOKIE.read(Asking.with(text)).ifPresent(id -> assertThat(text).contains("menshen", id));
    }
}
