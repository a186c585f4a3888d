-- The hash of the token of the form that made the account, so that the same form, sent once more because its answer was
-- lost, is known again.
ALTER TABLE account ADD COLUMN form_hash TEXT;

CREATE UNIQUE INDEX account_form ON account (form_hash);

-- Whether somebody has ever shown by a code that the phone is theirs. Of accounts from before this was kept it is not
-- known, which counts as no.
ALTER TABLE account ADD COLUMN phone_proved INTEGER NOT NULL DEFAULT 0 CHECK (phone_proved IN (0, 1));
