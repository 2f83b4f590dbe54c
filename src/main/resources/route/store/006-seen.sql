-- Rows that jobs of one name delivered accepted, by a digest of what they ask: an incremental job of that name leaves
-- them out. They outlive what else is known of the job that delivered them.
CREATE TABLE seen (
  name INTEGER NOT NULL REFERENCES label (n),
  high INTEGER NOT NULL,
  low  INTEGER NOT NULL,
  job  INTEGER NOT NULL,
  PRIMARY KEY (name, high, low)
) WITHOUT ROWID;

-- The digests of an incremental job's rows, until they are delivered accepted; the id is the row's.
CREATE TABLE print (
  id   INTEGER PRIMARY KEY,
  name INTEGER NOT NULL REFERENCES label (n),
  high INTEGER NOT NULL,
  low  INTEGER NOT NULL
);
CREATE INDEX print_of_name ON print (name, high, low);
