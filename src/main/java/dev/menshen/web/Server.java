package dev.menshen.web;

import io.javalin.config.JavalinConfig;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;

/** The HTTP server of the jar, where no other application brings one: what it accepts, and what it answers by itself. */
public final class Server {

    /** A name and a session, with room for the long cookies of others on the same host. */
    private static final int MOST_HEADER_BYTES = 8 * 1024;

    /** A connection on which nothing moves for this long is closed. */
    private static final int IDLE_MILLIS = 20_000;

    /** How long a stop waits for answers that are under way. */
    private static final int STOP_MILLIS = 8_000;

    private Server() {}

    /** Sets the server up to listen at this address; port 0 picks a free one. */
    public static void configure(JavalinConfig config, String host, int port) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.prefer405over404 = true;
        config.http.strictContentTypes = true;
        config.http.maxRequestSize = FormReader.MOST_BYTES;
        config.jetty.modifyHttpConfiguration(Server::http);
        config.jetty.modifyServletContextHandler(context -> {
            context.setErrorHandler(new ServerErrors.Inside());
            // Sessions are ours alone: the server makes none, and reads no id out of a cookie or a path.
            context.getSessionHandler().setUsingCookies(false);
            context.getSessionHandler().setUsingUriParameters(false);
        });
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(new ServerErrors());
            server.setStopTimeout(STOP_MILLIS);
        });
        config.jetty.addConnector((server, http) -> {
            ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
            connector.setHost(host);
            connector.setPort(port);
            connector.setIdleTimeout(IDLE_MILLIS);
            return connector;
        });
    }

    private static void http(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(MOST_HEADER_BYTES);
        // Javalin's own choice lets %2e%2e and %2F through to handlers, decoded.
        http.setUriCompliance(UriCompliance.DEFAULT);
    }
}
