-- Papers beside orders, by kind and id.
CREATE TABLE documents (
    number   INTEGER PRIMARY KEY,
    kind     TEXT NOT NULL,              -- as in the JSON: 'purchase_order'
    id       TEXT NOT NULL,
    version  INTEGER NOT NULL,
    due_at   INTEGER,                    -- the earliest instant at which something of it ends by itself
    format   INTEGER NOT NULL,
    document TEXT NOT NULL,              -- JSON
    UNIQUE (kind, id)
) STRICT;
CREATE INDEX documents_by_due ON documents (due_at, kind, id) WHERE due_at IS NOT NULL;

-- What open papers are about: 'supply' and a SKU where units of it are to come.
CREATE TABLE subjects (
    part  TEXT NOT NULL,
    thing TEXT NOT NULL,
    kind  TEXT NOT NULL,
    id    TEXT NOT NULL,
    PRIMARY KEY (part, thing, kind, id)
) STRICT, WITHOUT ROWID;
