-- What passed a limit that a person set, and from when to when; ended_at is NULL while it does.
CREATE TABLE alert (
  n        INTEGER PRIMARY KEY,
  kind     TEXT NOT NULL
           CHECK (kind IN ('FLAGSHIP_SHARE', 'ERROR_RATE', 'DAY_SPEND', 'ESTIMATE_OFF', 'COST_DRIFT')),
  subject  TEXT NOT NULL,
  message  TEXT NOT NULL,
  measured TEXT NOT NULL,
  allowed  TEXT NOT NULL,
  since    INTEGER NOT NULL,
  ended_at INTEGER
);
CREATE UNIQUE INDEX alert_open ON alert (kind, subject) WHERE ended_at IS NULL;

-- What hooks are to be told: at least once, marked after. Its id is the same however often it is told.
CREATE TABLE notice (
  n       INTEGER PRIMARY KEY,
  id      TEXT NOT NULL UNIQUE,
  job     INTEGER REFERENCES job (n) ON DELETE CASCADE,
  alert   INTEGER REFERENCES alert (n) ON DELETE CASCADE,
  made_at INTEGER NOT NULL,
  tries   INTEGER NOT NULL DEFAULT 0,
  due_at  INTEGER NOT NULL,
  problem TEXT NOT NULL DEFAULT '',
  -- When it was told or given up.
  done_at INTEGER,
  CHECK ((job IS NULL) <> (alert IS NULL))
);
CREATE INDEX notice_due ON notice (due_at) WHERE done_at IS NULL;
CREATE INDEX notice_of_job ON notice (job);
CREATE INDEX notice_of_alert ON notice (alert);

-- How many of a batch's rows came back answered, and how many as errors.
ALTER TABLE batch ADD COLUMN answered INTEGER NOT NULL DEFAULT 0;
ALTER TABLE batch ADD COLUMN errored INTEGER NOT NULL DEFAULT 0;
CREATE INDEX batch_ended ON batch (ended_at) WHERE ended_at IS NOT NULL;
