-- When a row's answer is wanted; NULL where that does not matter.
ALTER TABLE row ADD COLUMN deadline INTEGER;
-- The earliest deadline of a batch's rows; NULL where they have none.
ALTER TABLE batch ADD COLUMN deadline INTEGER;
-- When it was cancelled because it would have missed its deadline.
ALTER TABLE batch ADD COLUMN called_off INTEGER;
-- Per cent off the lane's price: its rows are asked at the provider's cheaper hours only.
ALTER TABLE batch ADD COLUMN discount INTEGER NOT NULL DEFAULT 0;
-- What the dearest of its rows may cost.
ALTER TABLE batch ADD COLUMN worst_row INTEGER NOT NULL DEFAULT 0;
-- Finds how long the last batches of each model took.
CREATE INDEX batch_took ON batch (model, n) WHERE ended_at IS NOT NULL;
