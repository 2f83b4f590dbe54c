-- How far an old job was cleared away: 0 not at all, 1 begun, 2 its rows, attempts and files are gone; its bill stays.
ALTER TABLE job ADD COLUMN cleared INTEGER NOT NULL DEFAULT 0 CHECK (cleared BETWEEN 0 AND 2);
-- Whether the provider's copies of a batch's files were deleted, or are left to it for good.
ALTER TABLE batch ADD COLUMN tidied INTEGER NOT NULL DEFAULT 0 CHECK (tidied IN (0, 1));
