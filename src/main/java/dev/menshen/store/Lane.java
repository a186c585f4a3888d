package dev.menshen.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One held connection, opened when it is first needed and anew after a failure that leaves it unsure; for one caller at
 * a time.
 *
 * <p>Transactions are begun and ended by statements of our own. The driver's {@code commit()} and {@code rollback()}
 * begin the next transaction at once, and one that is never ended holds the write lock for ever.
 */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final Connector connector;
    private @Nullable Connection connection;
    private @Nullable Jdbi jdbi;

    Lane(Connector connector) {
        this.connector = connector;
    }

    /** Runs work that only looks. */
    <T, X extends Exception> T read(HandleCallback<T, X> work) throws X {
        return guarded(connection -> with(connection, work));
    }

    /** The same without Jdbi. */
    <T> T look(Looking<T, SQLException> work) {
        try {
            return guarded(work);
        } catch (SQLException e) {
            throw new StorageUnavailable("the database could not be read", e);
        }
    }

    /** Runs work as one transaction that holds the write lock from its beginning, for which it waits so long at most. */
    <T, X extends Exception> T write(Duration patience, HandleCallback<T, X> work) throws X {
        return guarded(connection -> with(connection, handle -> {
            run(handle, "PRAGMA busy_timeout = " + Math.max(0, patience.toMillis()));
            run(handle, "BEGIN IMMEDIATE");
            T result;
            try {
                result = work.withHandle(handle);
            } catch (Throwable e) {
                rollBack(handle, e);
                throw e;
            }
            run(handle, "COMMIT");
            return result;
        }));
    }

    private static void run(Handle handle, String sql) {
        try (Statement statement = handle.getConnection().createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new StorageUnavailable(sql + " failed", e);
        }
    }

    private void rollBack(Handle handle, Throwable why) {
        if (SqliteTrouble.isStorageOut(why)) {
            return; // SQLite has rolled back by itself, or cannot; the connection is closed next either way.
        }
        try {
            run(handle, "ROLLBACK");
        } catch (StorageUnavailable e) {
            why.addSuppressed(e);
            close();
        }
    }

    /** Runs the work, closing the connection after every failure that may have left it in an unknown state. */
    private <T, X extends Exception> T guarded(Looking<T, X> work) throws X {
        try {
            return work.with(connection());
        } catch (StorageUnavailable e) {
            close();
            throw e;
        } catch (Exception e) {
            if (SqliteTrouble.isStorageOut(e)) {
                close();
                throw new StorageUnavailable("the database is out: " + e.getMessage(), e);
            }
            Set<String> violated = SqliteTrouble.violatedColumns(e);
            if (!violated.isEmpty()) {
                throw new UniqueViolation(violated, e);
            }
            throw e;
        } catch (Error e) {
            close();
            throw e;
        }
    }

    private <T, X extends Exception> T with(Connection held, HandleCallback<T, X> work) throws X {
        Jdbi known = jdbi;
        if (known == null) {
            known = quiet(Jdbi.create(held));
            jdbi = known;
        }
        try (Handle handle = known.open()) {
            return work.withHandle(handle);
        }
    }

    private Connection connection() {
        Connection held = connection;
        if (held == null) {
            try {
                held = connector.connect();
                connection = held;
            } catch (SQLException e) {
                throw new StorageUnavailable("no connection to the database", e);
            }
        }
        return held;
    }

    /** Exceptions end in the log; what was asked for, such as a phone or a hash of a password, must not. */
    private static Jdbi quiet(Jdbi jdbi) {
        return jdbi.configure(
                StatementExceptions.class,
                exceptions -> exceptions.setMessageRendering(StatementExceptions.MessageRendering.NONE));
    }

    /** Closes the connection, which rolls back what was open on it; the next use opens another. */
    void close() {
        Connection old = connection;
        connection = null;
        jdbi = null;
        if (old != null) {
            try {
                old.close();
            } catch (SQLException e) {
                LOG.warn("a database connection did not close: {}", e.getMessage());
            }
        }
    }

    /**
     * What is done with the bare connection.
     *
     * @param <T> what comes of it
     * @param <X> what it may throw
     */
    interface Looking<T, X extends Exception> {
        T with(Connection connection) throws X;
    }

    /** Where connections come from. */
    interface Connector {
        Connection connect() throws SQLException;
    }
}
