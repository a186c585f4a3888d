package dev.menshen.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.menshen.web.GateHosts;
import dev.menshen.web.Peer;
import dev.menshen.web.ReturnTo;
import dev.menshen.web.TrustedProxies;
import java.time.InstantSource;
import java.util.Optional;

/** Where somebody goes after signing in, read as forgivingly as browsers do: always this host. */
class ReturnToFuzz {

    private static final ReturnTo RETURN_TO = new ReturnTo(
            new Peer(TrustedProxies.read("127.0.0.1"), Optional.empty(), InstantSource.system()),
            GateHosts.read("", Optional.empty()),
            "");

    /** To a browser a port with zeros before it is the same port (URL standard, section 4.4). */
    private static final String OURS = "http://" + Asking.HOST.replace(":", ":0*");

    @FuzzTest(maxDuration = "4m")
    void nothingLeadsOutOfTheHouse(byte[] next) {
        RETURN_TO.safe(Asking.with(""), new String(next, UTF_8)).ifPresent(target -> {
            assertThat(target.codePoints()).allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
            // Scheme and host are case-blind (RFC 3986, section 6.2.2.1).
            String path = target.replaceFirst("(?i)^" + OURS + "(?=/|$|\\?|#)", "");
            // Two slashes lead to another host only where none is named before them.
            assertThat(path).matches(path.equals(target) ? "|[?#].*|/|/[^/].*" : "|[?#/].*");
            assertThat(target).matches("(?i)/.*|" + OURS + ".*");
        });
    }
}
