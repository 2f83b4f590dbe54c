-- What reports stand in which files: digests of what was written there or was about to be, the newest last.
CREATE TABLE report_file (
  n      INTEGER PRIMARY KEY,
  path   TEXT NOT NULL,
  digest TEXT NOT NULL
);
CREATE INDEX report_file_at ON report_file (path, n);
