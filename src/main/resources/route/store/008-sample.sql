-- Of a job over a sample: how many usable rows of each tier the whole input has.
CREATE TABLE stratum (
  job  INTEGER NOT NULL REFERENCES job (n) ON DELETE CASCADE,
  tier TEXT NOT NULL,
  rows INTEGER NOT NULL,
  PRIMARY KEY (job, tier)
) WITHOUT ROWID;
