package dev.menshen.bench;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** A door with a million accounts, a hundred thousand of them signed in, beside one of a thousand. */
final class ScaleRows implements Rows {

    private static final int MANY_ACCOUNTS = Integer.getInteger("bench.accounts", 1_000_000);
    private static final int MANY_SESSIONS = Integer.getInteger("bench.sessions", 100_000);
    private static final int FEW = 1_000;
    private static final double GOAL = 0.95;

    @Override
    public void measure(Ground ground) throws SQLException {
        try (House many = House.open(ground, List.of(), MANY_ACCOUNTS, MANY_SESSIONS);
                House few = House.open(ground, List.of(), FEW, FEW)) {
            String beside = String.format(
                    Locale.ROOT, " with %,d accounts and %,d sessions, beside %,d", MANY_ACCOUNTS, MANY_SESSIONS, FEW);
            ground.print(new Pair("gate check" + beside, ground.rate(few.gate()), ground.rate(many.gate())), GOAL);
            ground.print(new Pair("home page" + beside, ground.rate(few.home()), ground.rate(many.home())), GOAL);
            ground.print(
                    new Pair("sign-in" + beside, ground.rate(few.signIn(200)), ground.rate(many.signIn(200))), GOAL);
        }
    }
}
