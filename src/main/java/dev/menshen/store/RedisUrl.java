package dev.menshen.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;

/**
 * Where a Redis is: {@code redis://[user:password@]host[:port][/database]}, or {@code rediss://} for TLS. Neither its text
 * nor a complaint about it ever shows the password.
 */
public final class RedisUrl {

    // A page that asks Redis must be able to give up, and say so, well within three seconds.
    private static final int CONNECT_MILLIS = 300;
    private static final int ANSWER_MILLIS = 500;
    private static final Duration WAIT_FOR_CONNECTION = Duration.ofMillis(500);
    private static final int MOST_CONNECTIONS = 32;
    private static final int USUAL_PORT = 6379;

    private final boolean tls;
    private final @Nullable String user;
    private final @Nullable String password;
    private final String host;
    private final int port;
    private final int database;

    private RedisUrl(URI uri) {
        this.tls = "rediss".equalsIgnoreCase(uri.getScheme());
        if (!tls && !"redis".equalsIgnoreCase(uri.getScheme())) {
            throw wrong("it has to begin with redis:// or rediss://");
        }
        if (uri.getHost() == null) {
            throw wrong("it names no host, or one that is not a host name");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw wrong("? and # have no place in it; in a password they are written %3F and %23");
        }
        this.host = uri.getHost();
        this.port = uri.getPort() == -1 ? USUAL_PORT : uri.getPort();
        if (port < 1 || port > 65535) {
            throw wrong("the port has to be a number from 1 to 65535");
        }
        String path = uri.getPath();
        if (!path.matches("/?|/[0-9]{1,5}")) {
            throw wrong("after the host there may only be the number of a database, such as /0");
        }
        this.database = path.length() < 2 ? 0 : Integer.parseInt(path, 1, path.length(), 10);
        String login = uri.getRawUserInfo();
        int colon = login == null ? -1 : login.indexOf(':');
        if (login != null && colon < 0) {
            throw wrong(
                    "before the @ there have to be a user and a password with a colon between; the user may be empty");
        }
        this.user = login == null || colon == 0 ? null : decoded(login.substring(0, colon));
        this.password = login == null ? null : decoded(login.substring(colon + 1));
    }

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException with one sentence that says what is wrong with it
     */
    public static RedisUrl of(String url) {
        try {
            return new RedisUrl(new URI(url));
        } catch (URISyntaxException e) {
            // Not handed on as the cause: its message repeats the whole text, password included.
            throw wrong("it contains a character that a URL cannot; in a password, write it as % and two hex digits");
        }
    }

    /** A client that connects when it is first used; whoever asked for it closes it. */
    public RedisClient client() {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(MOST_CONNECTIONS);
        pool.setMaxIdle(MOST_CONNECTIONS);
        pool.setMaxWait(WAIT_FOR_CONNECTION);
        pool.setJmxEnabled(false);
        DefaultJedisClientConfig config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(CONNECT_MILLIS)
                .socketTimeoutMillis(ANSWER_MILLIS)
                .user(user)
                .password(password)
                .database(database)
                .sslOptions(tls ? SslOptions.defaults() : null)
                .clientName("menshen")
                .build();
        return RedisClient.builder()
                .hostAndPort(host, port)
                .clientConfig(config)
                .poolConfig(pool)
                .build();
    }

    /** The URL with what is secret left out. */
    @Override
    public String toString() {
        return (tls ? "rediss://" : "redis://") + host + ":" + port + "/" + database;
    }

    private static String decoded(String text) {
        // A plus sign is a plus sign here, not the blank of a form.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException(
                "The address of Redis has to read redis://user:password@host:6379/0, but " + why + ".");
    }
}
