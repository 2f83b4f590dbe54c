-- Whether a row in a batch is on its way is told by that batch's state: a row's own state 2, IN_FLIGHT, is PLANNED now.
UPDATE row SET state = 1 WHERE id IN (
  SELECT r.id
  FROM batch b CROSS JOIN row r ON r.id BETWEEN (b.job << 32) + b.first_row AND (b.job << 32) + b.last_row
  WHERE b.state IN ('PLANNED', 'SUBMITTING', 'SUBMITTED', 'RUNNING', 'CANCELLING', 'ENDED')
    AND r.batch = b.n AND r.state = 2
);
