package dev.menshen.web;

import io.javalin.config.JavalinConfig;
import io.javalin.config.JettyConfig;
import java.util.Map;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LowResourceMonitor;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server of the jar, where no other application brings one: what it accepts, and what it answers by itself. */
public final class Server {

    private static final Logger LOG = LoggerFactory.getLogger("menshen");

    /** A name and a session, with room for the long cookies of others on the same host. */
    private static final int MOST_HEADER_BYTES = 8 * 1024;

    /** A connection on which nothing moves for this long is closed; {@link Patience} sees to those that drip. */
    private static final int IDLE_MILLIS = 20_000;

    /**
     * Connections from one address that is no trusted proxy. An office behind one address, with every browser opening
     * six at once, has room; one machine that opens thousands does not.
     */
    private static final int MOST_PER_ADDRESS = 1_000;

    /** How long a stop waits for answers that are under way. */
    private static final int STOP_MILLIS = 8_000;

    /** So many may wait to be accepted; the usual 50 make a burst wait for a second and more. */
    private static final int BACKLOG = 1024;

    /** What the system keeps of answers that a client does not take; left to itself it would keep megabytes for each. */
    private static final int SEND_BYTES = 64 * 1024;

    /** An answer is copied by so many bytes, for which room is made each time; most pages fit in. Usual is four times as much. */
    private static final int COPIED_BYTES = 8 * 1024;

    /** All bodies that are being collected, and all answers that are being taken, may fill this part of the heap each. */
    private static final int HEAP_SHARE = 16;

    private Server() {}

    /** Sets the server up to listen at this address; port 0 picks a free one. Trusted proxies may have any number of connections. */
    public static void configure(JavalinConfig config, String host, int port, TrustedProxies proxies) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.prefer405over404 = true;
        config.http.strictContentTypes = true;
        config.http.maxRequestSize = FormReader.MOST_BYTES;
        config.http.responseBufferSize = COPIED_BYTES;
        config.router.javaLangErrorHandler((response, error) -> {
            OutOfMemory.end(error);
            LOG.error("broken", error);
        });
        config.jetty.threadPool = new ServerThreads();
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
            // When all threads are busy it cuts off, after a second, whoever waits for a password hash. Patience and
            // the
            // limits of connections know better whom to cut off.
            server.removeBean(server.getBean(LowResourceMonitor.class));
            long share = Runtime.getRuntime().maxMemory() / HEAP_SHARE;
            server.insertHandler(new OwnVerb());
            server.insertHandler(new BodyCollector(new Room(share)));
            server.insertHandler(new AnswerGatherer(new Room(share)));
        });
        config.jetty.addConnector((server, http) -> {
            ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
            connector.setHost(host);
            connector.setPort(port);
            connector.setAcceptQueueSize(BACKLOG);
            connector.setAcceptedSendBufferSize(SEND_BYTES);
            connector.setIdleTimeout(IDLE_MILLIS);
            // An answer that is being made when the server is to stop is still sent: it is Patience that ends the
            // others.
            connector.setShutdownIdleTimeout(-1);
            int most = Descriptors.connections();
            connector.addBean(new AddressLimit(proxies, Math.min(MOST_PER_ADDRESS, most / 2)));
            connector.addBean(new Patience(connector, most - most / 8));
            server.addBean(new NetworkConnectionLimit(most, connector));
            return connector;
        });
    }

    /** The same for a door under this path, which a proxy in front may take away from what it passes on. */
    public static void configure(JavalinConfig config, String host, int port, TrustedProxies proxies, String base) {
        configure(config, host, port, proxies);
        if (!base.isEmpty()) {
            config.jetty.modifyServer(server -> server.insertHandler(new TakenPrefix(base, proxies)));
        }
    }

    /** Lets these paths be answered before the application is entered, by what the browser asks for. */
    public static void answerAtOnce(JettyConfig config, Map<String, AtOnce> paths, TrustedProxies proxies) {
        config.modifyServer(server -> {
            Handler.Singleton outside = server.getHandler() instanceof TakenPrefix taken ? taken : server;
            outside.insertHandler(new ShortWay(paths, proxies));
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
