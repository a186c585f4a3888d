package dev.menshen.store;

import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What a failure inside SQLite means to us (result codes: sqlite.org/rescode.html). */
final class SqliteTrouble {

    static final int BUSY = 5;
    static final int LOCKED = 6;
    static final int READONLY = 8;
    static final int CORRUPT = 11;
    static final int CANTOPEN = 14;
    static final int NOT_A_DATABASE = 26;

    private static final int IOERR = 10;
    private static final int FULL = 13;
    private static final Set<Integer> STORAGE_OUT =
            Set.of(BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOT_A_DATABASE);

    private static final Set<SQLiteErrorCode> UNIQUE = Set.of(
            SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE,
            SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY,
            SQLiteErrorCode.SQLITE_CONSTRAINT_ROWID);

    /** As in {@code UNIQUE constraint failed: account.username_key, account.phone}. */
    private static final Pattern VIOLATED = Pattern.compile("constraint failed: ([\\w., ]+)");

    private SqliteTrouble() {}

    /** The primary result code at the root of this failure, or 0 where SQLite is not the root. */
    static int code(Throwable failure) {
        SQLException root = root(failure);
        return root == null ? 0 : root.getErrorCode() & 0xff;
    }

    /** Whether the storage is out, rather than the statement wrong. */
    static boolean isStorageOut(Throwable failure) {
        return STORAGE_OUT.contains(code(failure));
    }

    /** The columns of the unique constraint that refused, without their table; empty when it was something else. */
    static Set<String> violatedColumns(Throwable failure) {
        Set<String> columns = new LinkedHashSet<>();
        if (root(failure) instanceof SQLiteException e && UNIQUE.contains(e.getResultCode())) {
            Matcher violated = VIOLATED.matcher(String.valueOf(e.getMessage()));
            if (violated.find()) {
                for (String column : violated.group(1).split(",", -1)) {
                    columns.add(column.substring(column.indexOf('.') + 1).strip());
                }
            }
        }
        return columns;
    }

    private static @Nullable SQLException root(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException e) {
                return e;
            }
        }
        return null;
    }
}
