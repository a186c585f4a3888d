package dev.menshen.bench;

import dev.menshen.Browser;
import dev.menshen.JarProcess;
import dev.menshen.People;
import dev.menshen.store.RedisProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The gate check where the sessions are in Redis, beside a bare handler that does one GET there. */
final class RedisRows implements Rows {

    private static final double GOAL = 0.80;

    @Override
    public void measure(Ground ground) throws IOException, SQLException {
        try (RedisProcess redis = RedisProcess.start()) {
            Path folder = ground.folder();
            Seed.fill(folder.resolve("data"), 1, 0);
            try (JarProcess door = ground.door(List.of(), folder, "--redis", redis.url());
                    JarProcess bare = ground.bare(List.of(), redis.url())) {
                Browser alice = new Browser(door.uri()).asScript();
                alice.post("/login", Map.of("username", Seed.name(1), "password", People.PASSWORD));
                String cookie = "menshen=" + alice.cookie("menshen").orElseThrow();
                ground.print(
                        new Pair(
                                "gate check through Redis (limit: a bare handler with one GET)",
                                ground.rate(bare.uri().resolve("/redis"), Map.of(), 200),
                                ground.rate(
                                        door.uri().resolve("/gate/nginx?door=" + House.APP), House.asked(cookie), 200)),
                        GOAL);
            }
        }
    }
}
