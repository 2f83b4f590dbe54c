-- Since when a provider says that it does not know a batch, or its results; empty while it does.
ALTER TABLE batch ADD COLUMN gone_at INTEGER;
