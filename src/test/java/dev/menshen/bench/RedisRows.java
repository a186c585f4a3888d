package dev.menshen.bench;

import dev.menshen.Browser;
import dev.menshen.JarProcess;
import dev.menshen.People;
import dev.menshen.store.RedisProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * The gate check where the sessions are in Redis, for one who signed in at another machine's door, beside a bare handler
 * that does one GET there; and, with the cache, beside a door that has its sessions in memory.
 */
final class RedisRows implements Rows {

    private static final double GOAL = 0.80;
    private static final double CACHE_GOAL = 0.70;

    @Override
    public void measure(Ground ground) throws IOException, SQLException {
        try (RedisProcess redis = RedisProcess.start();
                JarProcess entrance = open(ground, "--redis", redis.url());
                JarProcess door = open(ground, "--redis", redis.url());
                JarProcess cached = open(ground, "--redis", redis.url(), "--redis-cache", "on");
                JarProcess memory = open(ground);
                JarProcess bare = ground.bare(List.of(), redis.url())) {
            String cookie = signIn(entrance);
            ground.print(
                    new Pair(
                            "gate check through Redis, two nodes (limit: a bare handler with one GET)",
                            ground.rate(bare.uri().resolve("/redis"), Map.of(), 200),
                            gate(ground, door, cookie)),
                    GOAL);
            ground.print(
                    new Pair(
                            "the same with `redis-cache` (limit: Menshen with its sessions in memory)",
                            gate(ground, memory, signIn(memory)),
                            gate(ground, cached, cookie)),
                    CACHE_GOAL);
        }
    }

    private static JarProcess open(Ground ground, String... settings) throws SQLException {
        Path folder = ground.folder();
        Seed.fill(folder.resolve("data"), 1, 0);
        return ground.door(List.of(), folder, settings);
    }

    private static String signIn(JarProcess door) {
        Browser alice = new Browser(door.uri()).asScript();
        alice.post("/login", Map.of("username", Seed.name(1), "password", People.PASSWORD));
        return "menshen=" + alice.cookie("menshen").orElseThrow();
    }

    private static DoubleSupplier gate(Ground ground, JarProcess door, String cookie) {
        URI gate = door.uri().resolve("/gate/nginx?door=" + House.APP);
        return ground.rate(gate, House.asked(cookie), 200);
    }
}
