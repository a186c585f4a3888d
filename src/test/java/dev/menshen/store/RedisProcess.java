package dev.menshen.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;
import redis.embedded.RedisServer;

/** A real Redis of a test class's own, on a free port of this machine, that keeps nothing on disk. */
public final class RedisProcess implements AutoCloseable {

    private final RedisServer server;
    private final int port;
    private final RedisClient client;

    private RedisProcess(RedisServer server, int port) {
        this.server = server;
        this.port = port;
        this.client = RedisUrl.of(url()).client();
    }

    /** Starts one; close it when the class is done. */
    public static RedisProcess start() {
        try {
            int port = freePort();
            RedisServer server = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("save \"\"")
                    .setting("appendonly no")
                    .build();
            server.start();
            return new RedisProcess(server, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port of this machine that nobody listens on. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What the setting {@code redis} has to be for this one. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** A client as the door itself makes it, for all tests of the class. */
    public RedisClient client() {
        return client;
    }

    /** A new connection for what an operator does, such as stopping everything; whoever asked for it closes it. */
    public Jedis admin() {
        return new Jedis("127.0.0.1", port);
    }

    /** Lets time pass for every key there is: what would have ended by then is gone, the rest has that much less left. */
    public void pass(Duration time) {
        for (String key : client.keys("*")) {
            long left = client.pttl(key) - time.toMillis();
            client.pexpire(key, Math.max(left, 0));
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
        server.stop();
    }
}
