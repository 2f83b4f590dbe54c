-- Times are milliseconds since 1970 (UTC). Money is picodollars. Digests are lower-case hex.

-- Words that many rows share (tiers, models, tasks, tags, error codes), so that a row holds small numbers.
CREATE TABLE label (
  n    INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
);

CREATE TABLE job (
  n              INTEGER PRIMARY KEY,
  id             TEXT NOT NULL UNIQUE,
  name           TEXT NOT NULL,
  state          TEXT NOT NULL
                 CHECK (state IN ('CREATED', 'RUNNING', 'HELD', 'CANCELLING', 'CANCELLED', 'DELIVERED')),
  sandbox        INTEGER NOT NULL CHECK (sandbox IN (0, 1)),
  round          INTEGER NOT NULL DEFAULT 0,
  -- 1 while the rows of the round are being put into batches.
  planning       INTEGER NOT NULL DEFAULT 0 CHECK (planning IN (0, 1)),
  -- 1 where rows wait that should not wait for the end of the round.
  hurry          INTEGER NOT NULL DEFAULT 0 CHECK (hurry IN (0, 1)),
  input          TEXT NOT NULL,
  output         TEXT NOT NULL,
  spec           TEXT NOT NULL,
  spec_digest    TEXT NOT NULL,
  layout         TEXT NOT NULL,
  input_digest   TEXT NOT NULL,
  held           TEXT NOT NULL DEFAULT '',
  notes          TEXT NOT NULL DEFAULT '',
  -- Digests of the merged files this job wrote or was about to write, a line each.
  written        TEXT NOT NULL DEFAULT '',
  estimate       INTEGER NOT NULL DEFAULT 0,
  rows           INTEGER NOT NULL DEFAULT 0,
  accepted       INTEGER NOT NULL DEFAULT 0,
  failed         INTEGER NOT NULL DEFAULT 0,
  skipped        INTEGER NOT NULL DEFAULT 0,
  created_at     INTEGER NOT NULL,
  ended_at       INTEGER,
  CHECK (accepted >= 0 AND failed >= 0 AND skipped >= 0 AND accepted + failed + skipped <= rows)
);
CREATE INDEX job_same ON job (input_digest, spec_digest);
CREATE INDEX job_open ON job (n) WHERE state NOT IN ('CANCELLED', 'DELIVERED');

CREATE TABLE batch (
  n           INTEGER PRIMARY KEY,
  job         INTEGER NOT NULL REFERENCES job (n) ON DELETE CASCADE,
  key         TEXT NOT NULL UNIQUE,
  round       INTEGER NOT NULL,
  model       TEXT NOT NULL,
  endpoint    TEXT NOT NULL CHECK (endpoint IN ('CHAT', 'RESPONSES', 'EMBEDDINGS')),
  lane        TEXT NOT NULL CHECK (lane IN ('BATCH', 'REALTIME')),
  state       TEXT NOT NULL
              CHECK (state IN ('PLANNED', 'SUBMITTING', 'SUBMITTED', 'RUNNING', 'CANCELLING', 'ENDED',
                               'COLLECTED', 'REFUSED', 'LOST', 'DROPPED')),
  rows        INTEGER NOT NULL CHECK (rows > 0),
  -- Its rows lie between these two numbers of the input, both inclusive.
  first_row   INTEGER NOT NULL,
  last_row    INTEGER NOT NULL,
  bytes       INTEGER NOT NULL,
  digest      TEXT NOT NULL,
  input_tok   INTEGER NOT NULL,
  worst_cost  INTEGER NOT NULL,
  upload_id   TEXT NOT NULL DEFAULT '',
  remote_id   TEXT NOT NULL DEFAULT '',
  word        TEXT NOT NULL DEFAULT '',
  done        INTEGER NOT NULL DEFAULT 0,
  problem     TEXT NOT NULL DEFAULT '',
  tries       INTEGER NOT NULL DEFAULT 0,
  -- How far its result files have been read into attempts: file 0, 1, ... and the byte in it.
  read_file   INTEGER NOT NULL DEFAULT 0,
  read_offset INTEGER NOT NULL DEFAULT 0,
  judged      INTEGER NOT NULL DEFAULT 0 CHECK (judged IN (0, 1)),
  -- 1 where the remote id was found by a search and is not proven yet.
  adopted     INTEGER NOT NULL DEFAULT 0 CHECK (adopted IN (0, 1)),
  -- Remote ids that turned out to be somebody else's, a line each.
  strangers   TEXT NOT NULL DEFAULT '',
  -- Since when calls for it have failed; NULL while they work.
  failing_at  INTEGER,
  -- When it was first looked for after a creation that was cut short.
  sought_at   INTEGER,
  -- How often its result files were fetched anew because rows were missing in them.
  refetched   INTEGER NOT NULL DEFAULT 0,
  -- How many result files lie in the job's folder, complete; NULL until they do. What a row they do not mention came to.
  fetched     INTEGER,
  unmentioned TEXT NOT NULL DEFAULT '',
  expires_at  INTEGER,
  intent_at   INTEGER,
  sent_at     INTEGER,
  ended_at    INTEGER,
  due_at      INTEGER NOT NULL
);
CREATE INDEX batch_of_job ON batch (job, state);
CREATE INDEX batch_remote ON batch (remote_id) WHERE remote_id <> '';
CREATE INDEX batch_open ON batch (model, state)
  WHERE state IN ('SUBMITTING', 'SUBMITTED', 'RUNNING', 'CANCELLING');

-- A row's id is its job's number times 2^32 plus its number in the input: ordered by job, then by input.
-- Its state is the place of the word in RowState, from 0: CLASSIFIED, PLANNED, IN_FLIGHT, RETURNED, ACCEPTED,
-- FAILED, SKIPPED. No text of the input is kept here: it stays in the job's copy, at this offset.
CREATE TABLE row (
  id          INTEGER PRIMARY KEY,
  state       INTEGER NOT NULL CHECK (state BETWEEN 0 AND 6),
  line        INTEGER NOT NULL,
  offset      INTEGER NOT NULL,
  length      INTEGER NOT NULL,
  tier        INTEGER REFERENCES label (n),
  model       INTEGER REFERENCES label (n),
  endpoint    INTEGER NOT NULL,
  task        INTEGER REFERENCES label (n),
  tag         INTEGER REFERENCES label (n),
  hardness    INTEGER NOT NULL,
  score       INTEGER NOT NULL,
  input_tok   INTEGER NOT NULL,
  output_tok  INTEGER NOT NULL,
  max_tok     INTEGER NOT NULL,
  -- All batches it was part of, and those since it was last opened (at the start, or by a person's retry).
  attempts    INTEGER NOT NULL DEFAULT 0,
  tries       INTEGER NOT NULL DEFAULT 0,
  batch       INTEGER,
  problem     TEXT,
  -- Whether the row (or a rule) names its model, so that no other may answer it.
  pinned      INTEGER NOT NULL CHECK (pinned IN (0, 1)),
  -- Rows of one lot travel apart from others: 0 for the usual, else a part of a batch that was rejected as a whole.
  lot         INTEGER NOT NULL DEFAULT 0
);

-- One row in one batch: what came back, what it cost, and where the answer's text lies.
-- Its kind is 0 answered, 1 errored, 2 never worked on. Its finish is the place of the word in Finish, from 0.
CREATE TABLE attempt (
  batch       INTEGER NOT NULL REFERENCES batch (n) ON DELETE CASCADE,
  row         INTEGER NOT NULL,
  kind        INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 2),
  file        INTEGER NOT NULL,
  offset      INTEGER NOT NULL,
  length      INTEGER NOT NULL,
  finish      INTEGER NOT NULL,
  retryable   INTEGER NOT NULL CHECK (retryable IN (0, 1)),
  code        INTEGER REFERENCES label (n),
  message     TEXT,
  input_tok   INTEGER NOT NULL,
  cached_tok  INTEGER NOT NULL,
  write_tok   INTEGER NOT NULL,
  output_tok  INTEGER NOT NULL,
  reason_tok  INTEGER NOT NULL,
  cost        INTEGER NOT NULL,
  baseline    INTEGER NOT NULL,
  PRIMARY KEY (batch, row)
) WITHOUT ROWID;

-- Append-only. A key names what an entry is for, so that a repeated step cannot book twice.
CREATE TABLE ledger (
  n      INTEGER PRIMARY KEY,
  key    TEXT NOT NULL UNIQUE,
  job    INTEGER NOT NULL REFERENCES job (n) ON DELETE CASCADE,
  batch  INTEGER NOT NULL REFERENCES batch (n) ON DELETE CASCADE,
  provider TEXT NOT NULL,
  kind   TEXT NOT NULL CHECK (kind IN ('RESERVE', 'RELEASE', 'CHARGE')),
  amount INTEGER NOT NULL CHECK (amount >= 0),
  at     INTEGER NOT NULL
);
CREATE INDEX ledger_of_job ON ledger (job, kind, amount);
CREATE INDEX ledger_of_day ON ledger (at);
CREATE INDEX ledger_of_batch ON ledger (batch, kind);

-- The attempts added up as the bill asks for them, written with the charge they belong to.
CREATE TABLE spend (
  job        INTEGER NOT NULL REFERENCES job (n) ON DELETE CASCADE,
  day        TEXT NOT NULL,
  model      TEXT NOT NULL,
  lane       TEXT NOT NULL,
  tier       TEXT NOT NULL,
  task       TEXT NOT NULL,
  tag        TEXT NOT NULL,
  rows       INTEGER NOT NULL,
  input_tok  INTEGER NOT NULL,
  cached_tok INTEGER NOT NULL,
  write_tok  INTEGER NOT NULL,
  output_tok INTEGER NOT NULL,
  reason_tok INTEGER NOT NULL,
  cost       INTEGER NOT NULL,
  baseline   INTEGER NOT NULL,
  PRIMARY KEY (job, day, model, lane, tier, task, tag)
) WITHOUT ROWID;

-- Models and providers to which a job's waiting rows no longer go, and why.
CREATE TABLE closed (
  job    INTEGER NOT NULL REFERENCES job (n) ON DELETE CASCADE,
  what   TEXT NOT NULL,
  reason TEXT NOT NULL,
  at     INTEGER NOT NULL,
  PRIMARY KEY (job, what)
) WITHOUT ROWID;
