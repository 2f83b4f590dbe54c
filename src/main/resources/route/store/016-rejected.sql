-- 1 for a batch that its provider turned down for what is in it, until a person sends the job's failed rows again.
ALTER TABLE batch ADD COLUMN rejected INTEGER NOT NULL DEFAULT 0 CHECK (rejected IN (0, 1));
