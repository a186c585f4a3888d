package dev.menshen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Printed;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The structure of what is printed for Traefik, against the fields that its reference names for routers, the middlewares
 * ForwardAuth, StripPrefix and AddPrefix, and load-balancing services (doc.traefik.io, version 3). Traefik refuses a
 * whole file for one field that it does not know.
 */
class TraefikFileTest {

    private static final Map<String, Class<?>> ROUTER = Map.of(
            "entryPoints", List.class,
            "rule", String.class,
            "priority", Integer.class,
            "middlewares", List.class,
            "service", String.class,
            "tls", Map.class);
    private static final Map<String, Class<?>> FORWARD_AUTH = Map.of(
            "address", String.class,
            "trustForwardHeader", Boolean.class,
            "authRequestHeaders", List.class,
            "authResponseHeaders", List.class,
            "authResponseHeadersRegex", String.class,
            "preserveLocationHeader", Boolean.class,
            "preserveRequestMethod", Boolean.class,
            "maxResponseBodySize", Integer.class);
    private static final Map<String, Map<String, Class<?>>> MIDDLEWARES = Map.of(
            "forwardAuth", FORWARD_AUTH,
            "stripPrefix", Map.of("prefixes", List.class),
            "addPrefix", Map.of("prefix", String.class));

    private static final String WIKI = "--app=http://wiki.example.lan:81";
    private static final String DOOR = "--door=http://door.example.lan";
    private static final String TO = "--to=http://10.0.0.7:3000";

    /** One for every branch there is in the printed text, on http and https. */
    private static final List<List<String>> ALL = List.of(
            List.of(WIKI, TO, DOOR),
            List.of(WIKI, TO, DOOR, "--groups=staff,开发"),
            List.of("--app=https://wiki.example.lan", "--to=https://10.0.0.7", "--door=https://door.example.lan"),
            List.of("--app=https://intra.lan/wiki", TO, "--base-path=/door"),
            List.of("--app=http://intra.lan/wiki", "--to=http://10.0.0.7:3000/x"),
            List.of("--app=http://intra.lan/wiki", "--to=http://10.0.0.7:3000/wiki", "--base-path=/door"),
            List.of("--app=http://wiki.example.lan", "--to=http://10.0.0.7:3000/x", DOOR),
            List.of("--app=http://[fd00::1]:81/wiki", TO, "--base-path=/door"));

    @Test
    void everyFieldIsOneThatTraefikKnowsAndOfItsKind() {
        for (List<String> words : ALL) {
            TraefikFile file = file(words);
            assertThat(file.root().keySet()).as(words.toString()).isEqualTo(Set.of("http"));
            assertThat(map(file.root().get("http")).keySet()).isEqualTo(Set.of("routers", "middlewares", "services"));
            file.routers().forEach((name, router) -> areKnown(name, router, ROUTER));
            file.middlewares().forEach((name, middleware) -> {
                Map<?, ?> one = (Map<?, ?>) middleware;
                assertThat(one).as(name + " in " + words).hasSize(1);
                String kind = (String) one.keySet().iterator().next();
                assertThat(MIDDLEWARES).containsKey(kind);
                areKnown(name, map(one.get(kind)), Objects.requireNonNull(MIDDLEWARES.get(kind)));
            });
            file.services().forEach((name, service) -> {
                areKnown(name, service, Map.of("loadBalancer", Map.class));
                Map<?, ?> balancer = map(map(service).get("loadBalancer"));
                areKnown(name, balancer, Map.of("servers", List.class));
                for (Object server : list(balancer.get("servers"))) {
                    areKnown(name, server, Map.of("url", String.class));
                    URI url = URI.create(
                            (String) Objects.requireNonNull(map(server).get("url")));
                    assertThat(url.getRawPath()).as(url.toString()).isEmpty();
                    assertThat(url.getHost()).as(url.toString()).isNotNull();
                }
            });
        }
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    private static List<?> list(@Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }

    @Test
    void everyRouterLeadsToServicesThatAreThereAndTheApplicationsThroughTheGateFirst() {
        for (List<String> words : ALL) {
            TraefikFile file = file(words);
            List<Object> used = new ArrayList<>();
            file.routers().forEach((name, value) -> {
                Map<?, ?> router = (Map<?, ?>) value;
                assertThat(file.services().keySet().contains(router.get("service")))
                        .as(name + " in " + words)
                        .isTrue();
                used.add(router.get("service"));
                Object chain = router.get("middlewares");
                boolean ours = name.toString().endsWith("-menshen");
                assertThat(chain == null).as(name + " in " + words).isEqualTo(ours);
                if (chain instanceof List<?> list) {
                    assertThat(file.middlewares().keySet().containsAll(list)).isTrue();
                    Map<?, ?> first = map(file.middlewares().get(list.get(0)));
                    assertThat(first.containsKey("forwardAuth")).isTrue();
                    used.addAll(list);
                }
            });
            List<Object> there = new ArrayList<>(file.services().keySet());
            there.addAll(file.middlewares().keySet());
            assertThat(used).as(words.toString()).containsExactlyInAnyOrderElementsOf(there);
        }
    }

    @Test
    void theGateIsAskedAtItsAddressAndBelievedInNothingButItsFourHeaders() {
        for (List<String> words : ALL) {
            Map<?, ?> asks = file(words).forwardAuth();
            URI address = URI.create((String) asks.get("address"));
            String base = words.contains("--base-path=/door") ? "/door" : "";
            assertThat(address.getRawPath()).isEqualTo(base + "/gate/forward");
            assertThat(address.getAuthority()).isEqualTo("127.0.0.1:8080");
            assertThat(address.getRawQuery()).startsWith("door=http");
            assertThat(asks.get("trustForwardHeader")).isEqualTo(false);
            assertThat(asks.get("authResponseHeadersRegex")).isEqualTo("(?i)^remote[^a-z0-9]");
            assertThat(asks.containsKey("authResponseHeaders")).isFalse();
            assertThat((List<?>) asks.get("authRequestHeaders")).doesNotHaveDuplicates();
            assertThat(list(asks.get("authRequestHeaders")).contains("Cookie")).isTrue();
        }
    }

    @Test
    void onHttpsEveryRouterSpeaksTlsAndOnHttpNone() {
        for (List<String> words : ALL) {
            boolean https = words.get(0).startsWith("--app=https:");
            file(words).routers().forEach((name, router) -> {
                assertThat(((Map<?, ?>) router).containsKey("tls"))
                        .as(name + " in " + words)
                        .isEqualTo(https);
                assertThat(((Map<?, ?>) router).get("entryPoints")).isEqualTo(List.of(https ? "websecure" : "web"));
            });
        }
    }

    private static TraefikFile file(List<String> words) {
        List<String> all = new ArrayList<>(List.of("traefik", "--gate=http://127.0.0.1:8080"));
        all.addAll(words);
        return TraefikFile.read(Printed.proxy(all.toArray(String[]::new)).text());
    }

    private static void areKnown(Object name, Object options, Map<String, Class<?>> known) {
        ((Map<?, ?>) options).forEach((field, value) -> {
            assertThat(known).as(name + " has " + field).containsKey((String) field);
            assertThat(value).as(name + "." + field).isInstanceOf(known.get(field));
        });
    }
}
