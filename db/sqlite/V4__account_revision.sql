-- Counts the changes of an account's rights and of its password, so that whoever is being let in just then is noticed.
ALTER TABLE account ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
