package dev.menshen.store;

import java.util.Set;

/** A write that a unique constraint refused; nothing of its transaction was kept. */
public final class UniqueViolation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Set<String> columns;

    UniqueViolation(Set<String> columns, Throwable cause) {
        super("already there: " + columns, cause);
        this.columns = Set.copyOf(columns);
    }

    /** The columns of the first constraint that was violated, without the table; there may have been others. */
    public Set<String> columns() {
        return columns;
    }
}
