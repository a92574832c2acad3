-- How often all that the file held was taken away: whoever knew some of it sees that it is no more.
ALTER TABLE store ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;
