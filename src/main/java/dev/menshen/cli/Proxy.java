package dev.menshen.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The reverse proxies for which a configuration can be printed. */
enum Proxy {
    NGINX("nginx.conf"),
    CADDY("caddy.conf"),
    TRAEFIK("traefik.yaml");

    private final String template;

    Proxy(String template) {
        this.template = template;
    }

    static Proxy read(String name) {
        return Arrays.stream(values())
                .filter(proxy -> proxy.word().equals(name))
                .findFirst()
                .orElseThrow(() -> BadOption.named("proxy", name, "one of " + words()));
    }

    /** All of them, as on the command line. */
    static String words() {
        return Arrays.stream(values()).map(Proxy::word).collect(Collectors.joining(", "));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Template template() {
        return Template.of(template);
    }
}
