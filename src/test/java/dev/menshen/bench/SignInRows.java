package dev.menshen.bench;

import dev.menshen.JarProcess;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sign-in and registration in a small heap, beside the password hash alone in the same heap. */
final class SignInRows implements Rows {

    static final List<String> SMALL_HEAP = List.of("-Xmx128m");

    private static final double SIGN_IN_GOAL = 0.90;
    private static final double REGISTRATION_GOAL = 0.85;
    private static final double MOST_MILLIS_MORE = 6;

    /** People enough that nobody is signed in so often that a session has to end for it. */
    private static final int ACCOUNTS = 1_000;

    @Override
    public void measure(Ground ground) throws SQLException {
        try (House house = House.open(ground, SMALL_HEAP, ACCOUNTS, 1);
                JarProcess bare = ground.bare(SMALL_HEAP, "hashes")) {
            ground.print(
                    new Pair(
                            "sign-in with password, `-Xmx128m`",
                            () -> BareHashes.onAllCores(bare.uri(), Ground.TIME),
                            ground.rate(house.signIn(200))),
                    SIGN_IN_GOAL);
            ground.print(alone(bare, house.signIn(200)));
            ground.print(
                    new Pair(
                            "registration, `-Xmx128m`",
                            () -> BareHashes.onAllCores(bare.uri(), Ground.TIME),
                            ground.rate(house.register())),
                    REGISTRATION_GOAL);
        }
    }

    /** One person at a door where nothing else happens. */
    private static Row alone(JarProcess bare, Load signIn) {
        List<Double> hashes = new ArrayList<>();
        List<Double> signIns = new ArrayList<>();
        List<Double> more = new ArrayList<>();
        // The door and the hash are warm: this comes after they were under load.
        for (int i = 0; i < Ground.ROUNDS; i++) {
            hashes.add(BareHashes.ask(bare.uri(), 1, Ground.TIME).millis(0.5));
            signIns.add(signIn.run(1, Ground.TIME).millis(0.5));
            more.add(signIns.get(i) - hashes.get(i));
        }
        Series difference = Series.of(more);
        return new Row(
                "sign-in of one person, half of them within",
                millis(Series.of(hashes).median()),
                millis(Series.of(signIns).median()),
                difference.spread("%+.1f") + " ms",
                "≤ +" + millis(MOST_MILLIS_MORE),
                Row.verdict(difference.median() <= MOST_MILLIS_MORE));
    }

    static String millis(double millis) {
        return String.format(Locale.ROOT, "%.1f ms", millis);
    }
}
