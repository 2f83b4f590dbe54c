-- 1 where somebody asked for its end while another process was working on it, which then sees to it.
ALTER TABLE job ADD COLUMN cancel_asked INTEGER NOT NULL DEFAULT 0;
