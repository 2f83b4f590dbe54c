-- How many calls of a real-time batch may have been paid for without an answer.
ALTER TABLE batch ADD COLUMN doubtful INTEGER NOT NULL DEFAULT 0;
