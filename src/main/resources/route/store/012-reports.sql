-- What reports stand in which files: digests of what was written there or was about to be, the newest last.
CREATE TABLE report_file (
  n      INTEGER PRIMARY KEY,
  path   TEXT NOT NULL,
  digest TEXT NOT NULL
);
CREATE INDEX report_file_at ON report_file (path, n);

-- Rows of a sample that a person sent to another tier since, and the tier they were drawn from.
CREATE TABLE drawn (
  row  INTEGER PRIMARY KEY,
  tier INTEGER NOT NULL REFERENCES label (n)
);
