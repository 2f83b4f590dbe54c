-- What the lane (batch instead of real time, or a cheaper hour) took off the same model's list price in real time; NULL
-- where a price is not known. And what the provider charged below the listed price, by its own account.
ALTER TABLE attempt ADD COLUMN lane_off INTEGER;
ALTER TABLE attempt ADD COLUMN own_off INTEGER NOT NULL DEFAULT 0;
-- The same added up, and what another model than the flagship took off. What these do not explain of the saving is of
-- attempts without a known price, or from before these columns were there.
ALTER TABLE spend ADD COLUMN routing INTEGER NOT NULL DEFAULT 0;
ALTER TABLE spend ADD COLUMN lane_off INTEGER NOT NULL DEFAULT 0;
ALTER TABLE spend ADD COLUMN own_off INTEGER NOT NULL DEFAULT 0;

-- How attempts ended: of answers the word of Finish, of errors the code, of the others the word of Outcome.Reason.
CREATE TABLE ending (
  job   INTEGER NOT NULL REFERENCES job (n) ON DELETE CASCADE,
  day   TEXT NOT NULL,
  model TEXT NOT NULL,
  kind  INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 2),
  word  TEXT NOT NULL,
  rows  INTEGER NOT NULL,
  PRIMARY KEY (job, day, model, kind, word)
) WITHOUT ROWID;

-- The dearest answers of each batch.
CREATE TABLE dear (
  batch INTEGER NOT NULL REFERENCES batch (n) ON DELETE CASCADE,
  row   INTEGER NOT NULL,
  day   TEXT NOT NULL,
  cost  INTEGER NOT NULL,
  PRIMARY KEY (batch, row)
) WITHOUT ROWID;

INSERT INTO ending
SELECT b.job, date(coalesce(b.ended_at, b.sent_at, j.created_at) / 1000, 'unixepoch'), b.model, e.kind,
       CASE e.kind WHEN 0 THEN CASE e.finish WHEN 0 THEN 'STOP' WHEN 1 THEN 'LENGTH' WHEN 2 THEN 'TOOL_CALLS'
         WHEN 3 THEN 'CONTENT_FILTER' WHEN 4 THEN 'REFUSAL' ELSE 'OTHER' END ELSE coalesce(l.text, '') END,
       sum(e.rows)
FROM (SELECT o.n, a.kind, a.finish, a.code, count(*) AS rows
      FROM batch o CROSS JOIN attempt a ON a.batch = o.n
      WHERE o.state IN ('COLLECTED', 'REFUSED', 'LOST')
      GROUP BY o.n, a.kind, a.finish, a.code) e
JOIN batch b ON b.n = e.n
JOIN job j ON j.n = b.job
LEFT JOIN label l ON l.n = e.code
GROUP BY 1, 2, 3, 4, 5;

INSERT INTO dear
SELECT b.n, a.row, date(coalesce(b.ended_at, b.sent_at, 0) / 1000, 'unixepoch'), a.cost
FROM batch b
CROSS JOIN attempt a ON a.batch = b.n
 AND a.row IN (SELECT d.row FROM attempt d WHERE d.batch = b.n AND d.kind = 0 AND d.cost > 0 ORDER BY d.cost DESC LIMIT 10)
WHERE b.state IN ('COLLECTED', 'LOST');
