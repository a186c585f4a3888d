package dev.menshen.cli;

import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A file of Traefik's file provider, as a YAML parser reads it that is not ours. */
final class TraefikFile {

    private final Map<?, ?> root;

    private TraefikFile(Map<?, ?> root) {
        this.root = root;
    }

    /** Reads it strictly: a key that stands twice is an error, as it is to Traefik. */
    static TraefikFile read(String text) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        return new TraefikFile((Map<?, ?>) new Yaml(new SafeConstructor(strict)).load(text));
    }

    /** Everything in it. */
    Map<?, ?> root() {
        return root;
    }

    Map<?, ?> routers() {
        return at("http", "routers");
    }

    Map<?, ?> middlewares() {
        return at("http", "middlewares");
    }

    Map<?, ?> services() {
        return at("http", "services");
    }

    /** The options of the one middleware that asks us. */
    Map<?, ?> forwardAuth() {
        return middlewares().values().stream()
                .map(middleware -> ((Map<?, ?>) middleware).get("forwardAuth"))
                .filter(Map.class::isInstance)
                .map(options -> (Map<?, ?>) options)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody is asked in " + root));
    }

    private Map<?, ?> at(String... keys) {
        Object found = root;
        for (String key : keys) {
            found = ((Map<?, ?>) found).get(key);
            if (found == null) {
                throw new AssertionError("no " + key + " in " + root);
            }
        }
        return (Map<?, ?>) found;
    }
}
