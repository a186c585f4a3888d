package dev.menshen.cli;

import dev.menshen.web.GateHosts;
import dev.menshen.web.Origin;
import java.util.Optional;

/**
 * What the settings say of the door itself, as far as a proxy has to know it.
 *
 * @param host the address it listens at
 * @param port the port, 0 for any
 * @param base the path it lives under, without a slash at its end
 * @param publicUrl how browsers see it, where that was set
 * @param cookieDomain the domain of one sign-in for many hosts, where one was set
 * @param hosts where people may be sent on to
 */
public record Door(
        String host,
        int port,
        String base,
        Optional<Origin> publicUrl,
        Optional<String> cookieDomain,
        GateHosts hosts) {

    /** How a proxy on the same machine reaches it; none where the port is any. */
    Optional<Origin> local() {
        String near = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        return port == 0
                ? Optional.empty()
                : Origin.of("http", (near.contains(":") ? "[" + near + "]" : near) + ":" + port);
    }
}
