-- What applications behind the gate are told of somebody, beside user name and e-mail.
ALTER TABLE account ADD COLUMN full_name TEXT;

CREATE TABLE account_group (
    account INTEGER NOT NULL REFERENCES account (id),
    name    TEXT    NOT NULL,
    PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID;
