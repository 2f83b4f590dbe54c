-- Why a job is held, of a notice that tells of that; empty where its end is told.
ALTER TABLE notice ADD COLUMN held TEXT NOT NULL DEFAULT '';
