package dev.menshen.faults;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** Another program that looks into the door's database while the door is open. */
final class Witness implements AutoCloseable {

    private final Connection connection;

    private Witness(Connection connection) {
        this.connection = connection;
    }

    /** One for this database file. */
    static Witness of(Path database) {
        try {
            return new Witness(DriverManager.getConnection("jdbc:sqlite:" + database));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** How many accounts there are of each user name. */
    Map<String, Integer> accounts() {
        Map<String, Integer> accounts = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT username FROM account")) {
            while (rows.next()) {
                accounts.merge(rows.getString(1), 1, Integer::sum);
            }
            return accounts;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** How many accounts lack something that every registration writes. */
    int halfWritten() {
        return Integer.parseInt(text("SELECT count(*) FROM account WHERE email_key IS NULL OR phone IS NULL"
                + " OR password IS NULL OR password NOT LIKE '$argon2id$%' OR state <> 'active' OR created_at <= 0"));
    }

    /** What SQLite thinks of the whole file: {@code ok}, or what is wrong with it. */
    String integrity() {
        return text("PRAGMA integrity_check");
    }

    /** The first column of the first row. */
    String text(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Does something to it. */
    void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
