package dev.menshen.bench;

import java.sql.SQLException;
import java.util.List;

/**
 * Menshen on virtual threads, beside itself on platform threads as it comes: where the ratio is below one, the choice
 * stands. On a Java that has none both are the same.
 */
final class ThreadRows implements Rows {

    @Override
    public void measure(Ground ground) throws SQLException {
        try (House platform = House.usual(ground);
                House virtual = House.open(ground, List.of("-Dmenshen.virtual-threads=true"), 1_000, 1_000)) {
            String beside = " on virtual threads (limit: platform threads)";
            ground.print(new Pair("gate check" + beside, ground.rate(platform.gate()), ground.rate(virtual.gate())), 1);
            ground.print(new Pair("home page" + beside, ground.rate(platform.home()), ground.rate(virtual.home())), 1);
            ground.print(
                    new Pair(
                            "sign-in" + beside,
                            ground.rate(platform.signIn(200, 503)),
                            ground.rate(virtual.signIn(200, 503))),
                    1);
        }
    }
}
