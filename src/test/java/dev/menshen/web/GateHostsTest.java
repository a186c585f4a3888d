package dev.menshen.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which hosts people may be sent on to. */
class GateHostsTest {

    @Test
    void aHostIsThatHostAndNoOther() {
        GateHosts hosts = GateHosts.read("wiki.corp, OK.corp:8443,10.0.0.5:3000,[::1]:3000,my_host", Optional.empty());
        allowed(hosts, "http://wiki.corp", "https://wiki.corp", "http://WIKI.corp:8080", "https://ok.corp:8443");
        allowed(hosts, "http://10.0.0.5:3000", "http://[::1]:3000", "http://my_host");
        refused(
                hosts,
                "http://wiki.corp.evil",
                "http://evilwiki.corp",
                "http://a.wiki.corp",
                "http://corp",
                "https://ok.corp",
                "https://ok.corp:8444",
                "http://10.0.0.5",
                "http://10.0.0.5:30000",
                "http://[::1]:3001",
                "http://xn--wiki-8ya.corp");
    }

    @Test
    void aStarIsEveryHostUnderItAndNotItself() {
        GateHosts hosts = GateHosts.read("*.example.lan,*.apps.lan:8443", Optional.empty());
        allowed(hosts, "http://wiki.example.lan", "https://a.b.example.lan:9", "https://x.apps.lan:8443");
        refused(hosts, "http://example.lan", "http://evilexample.lan", "http://example.lan.evil", "https://x.apps.lan");
    }

    @Test
    void aCookieDomainMakesItsHostsKnown() {
        GateHosts hosts = GateHosts.read("", Optional.of("example.lan"));
        allowed(hosts, "http://example.lan", "https://wiki.example.lan:8443");
        refused(hosts, "http://evilexample.lan", "http://example.lan.evil", "http://lan");
        refused(GateHosts.read("", Optional.empty()), "http://example.lan");
    }

    @Test
    void whatIsNoHostIsRefused() {
        for (String text : List.of(
                "http://a",
                "a/b",
                "a b",
                "*",
                "*.",
                "a:",
                "a:0",
                "a:99999",
                "a..b",
                "a,,b",
                "*.*.a",
                "a.*",
                "é.lan",
                "user@a")) {
            assertThatThrownBy(() -> GateHosts.read(text, Optional.empty()))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void allowed(GateHosts hosts, String... origins) {
        for (String origin : origins) {
            assertThat(hosts.allows(Origin.read(origin).orElseThrow()))
                    .as(origin)
                    .isTrue();
        }
    }

    private static void refused(GateHosts hosts, String... origins) {
        for (String origin : origins) {
            assertThat(hosts.allows(Origin.read(origin).orElseThrow()))
                    .as(origin)
                    .isFalse();
        }
    }
}
