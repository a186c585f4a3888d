package dev.menshen.bench;

import dev.menshen.People;
import dev.menshen.accounts.Passwords;
import dev.menshen.sessions.Arrival;
import dev.menshen.sessions.Sessions;
import dev.menshen.store.Database;
import dev.menshen.store.Tokens;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills a new database with accounts, and signs some of them in, in large transactions: what a house would have after
 * years. All have the same password, and one hash of it.
 */
public final class Seed {

    /** Rows in one transaction: few enough for the heap, many enough that the disk is not waited for. */
    private static final int AT_ONCE = 50_000;

    private static final Sessions.Lives LIVES =
            new Sessions.Lives(Duration.ofHours(8), Duration.ofHours(24), Duration.ofDays(30));

    private final Tokens tokens = new Tokens(new SecureRandom());

    private Seed() {}

    /** Fills a folder's database, from the command line: folder, accounts, of them signed in. */
    public static void main(String[] args) throws SQLException {
        fill(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    }

    /** Makes a database in this folder, with so many accounts; returns the tokens of so many who are signed in. */
    static List<String> fill(Path folder, int accounts, int signedIn) throws SQLException {
        try (Database database = Database.open(folder)) {
            Seed seed = new Seed();
            seed.accounts(database, accounts);
            return seed.sessions(database, accounts, signedIn);
        }
    }

    /** The user name of this account, from 1. */
    static String name(int account) {
        return "person" + account;
    }

    private void accounts(Database database, int accounts) throws SQLException {
        String hash = new Passwords(tokens, 1).hash(People.PASSWORD);
        long now = System.currentTimeMillis();
        for (int first = 1; first <= accounts; first += AT_ONCE) {
            int from = first;
            int until = Math.min(accounts, first + AT_ONCE - 1);
            database.<Boolean, SQLException>write(handle -> {
                try (PreparedStatement insert = handle.getConnection()
                        .prepareStatement("INSERT INTO account (username, username_key, email, email_key, phone,"
                                + " password, state, created_at) VALUES (?, ?, ?, ?, ?, ?, 'active', ?)")) {
                    for (int i = from; i <= until; i++) {
                        add(insert, i, hash, now);
                    }
                    insert.executeBatch();
                }
                return true;
            });
        }
    }

    private static void add(PreparedStatement insert, int account, String hash, long now) throws SQLException {
        String mail = name(account) + "@example.lan";
        insert.setString(1, name(account));
        insert.setString(2, name(account));
        insert.setString(3, mail);
        insert.setString(4, mail);
        insert.setString(5, "+86138" + (10_000_000 + account));
        insert.setString(6, hash);
        insert.setLong(7, now);
        insert.addBatch();
    }

    /** Spread over all accounts, one each. */
    private List<String> sessions(Database database, int accounts, int signedIn) throws SQLException {
        List<String> cookies = new ArrayList<>();
        for (int first = 0; first < signedIn; first += AT_ONCE) {
            int from = first;
            int until = Math.min(signedIn, first + AT_ONCE);
            database.<Boolean, SQLException>write(handle -> {
                try (KeptBatch batch = new KeptBatch(handle.getConnection(), "session")) {
                    Sessions sessions = new Sessions(batch, tokens, InstantSource.system(), LIVES);
                    for (int i = from; i < until; i++) {
                        int account = 1 + (int) ((long) i * accounts / signedIn);
                        cookies.add(sessions.begin(account, name(account), true, arrival(account)));
                    }
                    batch.write();
                }
                return true;
            });
        }
        return cookies;
    }

    /** What is seen of this account's browser: an address of its own. */
    static Arrival arrival(int account) {
        String address = "10." + (account >> 16 & 255) + "." + (account >> 8 & 255) + "." + (account & 255);
        return Arrival.of("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36", address);
    }
}
