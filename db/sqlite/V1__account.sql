-- The people who may come in.
--
-- Each name is kept twice where its spelling matters to people: as they typed it, and as the key under which it is
-- unique and found (user names: NFKC and case folding; e-mail: lower case). The constraints here are what decides
-- whether a name is taken.
CREATE TABLE account (
    -- AUTOINCREMENT, so that the number of a deleted account is never given to somebody else.
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Without '@', so that signing in by e-mail can never reach somebody's user name.
    username     TEXT    NOT NULL CHECK (username <> '' AND instr(username, '@') = 0),
    username_key TEXT    NOT NULL UNIQUE CHECK (username_key <> '' AND instr(username_key, '@') = 0),
    email        TEXT    CHECK (instr(email, '@') > 1),
    email_key    TEXT    UNIQUE,
    -- E.164: '+', the country, the number.
    phone        TEXT    UNIQUE CHECK (phone GLOB '+[1-9]*' AND phone NOT GLOB '+*[^0-9]*'
                                       AND length(phone) BETWEEN 8 AND 16),
    -- A hash that names its own kind and cost. None where the account has no password to sign in with.
    password     TEXT    CHECK (password <> ''),
    state        TEXT    NOT NULL CHECK (state IN ('active', 'pending', 'disabled')),
    -- Milliseconds since 1970-01-01T00:00Z.
    created_at   INTEGER NOT NULL,
    CHECK ((email IS NULL) = (email_key IS NULL))
) STRICT;
