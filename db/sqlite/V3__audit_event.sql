-- What happened at the door. Rows are only ever added, and swept out when they are old; texts are escaped and cut
-- before they come here.
CREATE TABLE audit_event (
    id      INTEGER PRIMARY KEY,
    -- Milliseconds since 1970-01-01T00:00Z.
    at      INTEGER NOT NULL,
    -- Such as 'sign-in-failed'.
    event   TEXT    NOT NULL,
    -- No foreign key: what happened stays when the account is gone.
    account INTEGER,
    -- The account's user name at that time, or a mark for a name that no account has.
    name    TEXT    NOT NULL,
    method  TEXT    NOT NULL,
    address TEXT    NOT NULL,
    reason  TEXT    NOT NULL,
    -- How many alike this row stands for.
    count   INTEGER NOT NULL CHECK (count > 0)
) STRICT;

-- For sweeping out what is old.
CREATE INDEX audit_event_at ON audit_event (at);
