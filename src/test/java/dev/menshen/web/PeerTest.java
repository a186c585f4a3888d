package dev.menshen.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Browser;
import io.javalin.Javalin;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose headers are believed, at a real server that answers with what it makes of them. */
class PeerTest {

    @Test
    void theClientIsTheFirstFromTheRightThatIsNoTrustedProxy() {
        assertThat(address("127.0.0.1", "10.0.0.7")).isEqualTo("10.0.0.7");
        assertThat(address("127.0.0.1", "6.6.6.6, 10.0.0.7")).isEqualTo("10.0.0.7");
        assertThat(address("127.0.0.1,10.0.0.0/8", "6.6.6.6, 192.168.1.5, 10.0.0.7"))
                .isEqualTo("192.168.1.5");
        assertThat(address("127.0.0.1,10.0.0.0/8", "10.1.1.1, 10.0.0.7")).isEqualTo("10.1.1.1");
        assertThat(address("127.0.0.1", "")).isEqualTo("127.0.0.1");
    }

    @Test
    void anIpv6ProxyIsBelievedLikeAnother() {
        assertThat(at("::1", "127.0.0.1,::1", "X-Forwarded-For", "10.0.0.7", "/address"))
                .isEqualTo("10.0.0.7");
        assertThat(at("::1", "127.0.0.1,::1", "X-Forwarded-Proto", "https", "/origin"))
                .startsWith("https://[::1]");
        assertThat(at("::1", "127.0.0.1", "X-Forwarded-For", "10.0.0.7", "/address"))
                .isEqualTo("0:0:0:0:0:0:0:1");
    }

    @Test
    void namesWithUnderscoresAreNames() {
        assertThat(ask("127.0.0.1", "X-Forwarded-Host", "my_portal:8080", "/origin"))
                .isEqualTo("http://my_portal:8080");
    }

    @Test
    void whatIsNoAddressEndsTheSearch() {
        for (String garbage : List.of(
                "unknown", "10.0.0.7, x", "10.0.0.7, 999.1.1.1", "1.2.3.4.5", "1.2.3", "a,".repeat(500), "localhost")) {
            assertThat(address("127.0.0.1", garbage)).as(garbage).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void headersOfAPeerThatIsNotTrustedAreNothing() {
        assertThat(address("10.0.0.1", "6.6.6.6")).isEqualTo("127.0.0.1");
        assertThat(address("", "6.6.6.6")).isEqualTo("127.0.0.1");
        assertThat(ask("10.0.0.1", "X-Forwarded-Proto", "https", "/origin")).startsWith("http://127.0.0.1");
        assertThat(ask("10.0.0.1", "X-Forwarded-Host", "evil", "/origin")).startsWith("http://127.0.0.1");
    }

    @Test
    void aTrustedProxyTellsTheBrowsersSchemeAndHost() {
        assertThat(ask("127.0.0.1", "X-Forwarded-Proto", "https", "/origin")).startsWith("https://127.0.0.1");
        assertThat(ask("127.0.0.1", "X-Forwarded-Proto", "evil", "/origin")).startsWith("http://127.0.0.1");
        assertThat(ask("127.0.0.1", "X-Forwarded-Host", "portal:8443", "/origin"))
                .isEqualTo("http://portal:8443");
        assertThat(ask("127.0.0.1", "X-Forwarded-Host", "a b/c", "/origin")).isEqualTo("none");
    }

    private static String address(String trusted, String forwarded) {
        return ask(trusted, "X-Forwarded-For", forwarded, "/address");
    }

    private static String ask(String trusted, String header, String value, String path) {
        return at("127.0.0.1", trusted, header, value, path);
    }

    private static String at(String host, String trusted, String header, String value, String path) {
        Peer peer = new Peer(TrustedProxies.read(trusted), Optional.empty(), InstantSource.system());
        Javalin app = Javalin.create(config -> {
                    config.jetty.host = host;
                    config.jetty.port = 0;
                    config.startup.showJavalinBanner = false;
                    config.routes.get("/address", ctx -> ctx.result(peer.address(ctx)));
                    config.routes.get(
                            "/origin",
                            ctx -> ctx.result(
                                    peer.origin(ctx).map(Origin::toString).orElse("none")));
                })
                .start();
        try {
            return new Browser(
                            URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + app.port()))
                    .with(header, value)
                    .get(path)
                    .body();
        } finally {
            app.stop();
        }
    }
}
