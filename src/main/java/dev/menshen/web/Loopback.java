package dev.menshen.web;

import io.javalin.config.JavalinState;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NetworkConnector;
import org.jspecify.annotations.Nullable;

/** This machine and no other: the only place where development mode may be seen, for it prints codes. */
public final class Loopback {

    private Loopback() {}

    /** Whether this host, as a setting names it, can only be reached from this machine. */
    public static boolean is(@Nullable String host) {
        try {
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Whether a server that is about to start listens nowhere else. */
    public static boolean isAllOf(JavalinState state) {
        for (Connector connector : state.jettyInternal.server.getConnectors()) {
            if (!(connector instanceof NetworkConnector network && is(network.getHost()))) {
                return false;
            }
        }
        return true;
    }
}
