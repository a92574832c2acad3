-- How far consumers of the log have come, each under its name: the number of the last entry that it has acknowledged. One that has
-- acknowledged nothing has no row.
CREATE TABLE consumers (
    consumer TEXT PRIMARY KEY,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
