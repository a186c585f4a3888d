package dev.menshen.audit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The write lock of a database, held by a stranger. */
record Locked(Connection connection) implements AutoCloseable {

    static Locked by(Path folder) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("menshen.db"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
        }
        return new Locked(connection);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
