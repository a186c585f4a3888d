-- Entries of expiring stores that must outlive the process, such as the sessions of people who are signed in. They are
-- read once, at the start; after that this table only follows what is in memory.
CREATE TABLE kept_entry (
    store      TEXT    NOT NULL,
    key        TEXT    NOT NULL,
    value      TEXT    NOT NULL,
    -- Milliseconds since 1970-01-01T00:00Z.
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (store, key)
) STRICT, WITHOUT ROWID;

-- For sweeping out what is over.
CREATE INDEX kept_entry_expiry ON kept_entry (store, expires_at);
