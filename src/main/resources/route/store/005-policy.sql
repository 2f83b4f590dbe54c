-- Where the job's tiers begin, as the ranking of its whole input found, in JSON; empty where it was not ranked.
ALTER TABLE job ADD COLUMN cutoffs TEXT NOT NULL DEFAULT '';
-- 1 where the row tries another model of its tier than the one it would have had.
ALTER TABLE row ADD COLUMN explored INTEGER NOT NULL DEFAULT 0;

-- The last rating of a row, in thousandths, with what it was counted under, so that a later one replaces it.
CREATE TABLE feedback (
  job      INTEGER NOT NULL REFERENCES job (n) ON DELETE CASCADE,
  row      INTEGER NOT NULL,
  day      TEXT NOT NULL,
  model    TEXT NOT NULL,
  task     TEXT NOT NULL,
  explored INTEGER NOT NULL CHECK (explored IN (0, 1)),
  rating   INTEGER NOT NULL CHECK (rating BETWEEN 0 AND 1000),
  PRIMARY KEY (job, row)
) WITHOUT ROWID;

-- How good answers were, added up: RATED by people or programs, CHECKED for being whole. Good is in thousandths.
CREATE TABLE quality (
  job      INTEGER NOT NULL REFERENCES job (n) ON DELETE CASCADE,
  source   TEXT NOT NULL CHECK (source IN ('RATED', 'CHECKED')),
  day      TEXT NOT NULL,
  model    TEXT NOT NULL,
  task     TEXT NOT NULL,
  explored INTEGER NOT NULL CHECK (explored IN (0, 1)),
  rows     INTEGER NOT NULL,
  good     INTEGER NOT NULL,
  PRIMARY KEY (job, source, day, model, task, explored)
) WITHOUT ROWID;

-- How long calls in real time took, each counted under its time in eighths of a doubling of a millisecond.
CREATE TABLE latency (
  model   TEXT NOT NULL,
  sandbox INTEGER NOT NULL CHECK (sandbox IN (0, 1)),
  day     TEXT NOT NULL,
  step    INTEGER NOT NULL,
  calls   INTEGER NOT NULL,
  PRIMARY KEY (model, sandbox, day, step)
) WITHOUT ROWID;
