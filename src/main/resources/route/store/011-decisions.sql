-- What an adviser (a model or a command that is asked how hard a row is) said of a prompt, by the prompt's digest.
CREATE TABLE decision (
  adviser     TEXT NOT NULL,
  prompt      BLOB NOT NULL,
  -- In steps of 1/10000.
  hardness    INTEGER NOT NULL CHECK (hardness BETWEEN 0 AND 10000),
  task        TEXT NOT NULL,
  sensitivity INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  PRIMARY KEY (adviser, prompt)
) WITHOUT ROWID;
-- The job that asks a model about the rows of another, named before it is made.
CREATE TABLE advised (
  job    INTEGER PRIMARY KEY REFERENCES job (n) ON DELETE CASCADE,
  asking TEXT NOT NULL
);
