-- One row: what the whole store shares.
CREATE TABLE store (
    one              INTEGER PRIMARY KEY CHECK (one = 1),
    epoch            INTEGER NOT NULL,   -- counts the commands that changed settings or items
    settings_version INTEGER NOT NULL,
    format           INTEGER NOT NULL,
    settings         TEXT                -- JSON; absent until the first command changes it
) STRICT;
INSERT INTO store VALUES (1, 0, 0, 1, NULL);

-- Names are written once; everything else refers to them by number.
CREATE TABLE skus      (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE locations (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE channels  (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

-- A channel and five statuses: where an order can stand. A few hundred rows, however many orders there are.
CREATE TABLE standings (
    number      INTEGER PRIMARY KEY,
    channel     INTEGER NOT NULL,
    status      TEXT NOT NULL,
    payment     TEXT NOT NULL,
    fulfillment TEXT NOT NULL,
    delivery    TEXT NOT NULL,
    returns     TEXT NOT NULL,
    UNIQUE (channel, status, payment, fulfillment, delivery, returns)
) STRICT;

CREATE TABLE items (
    sku     INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    format  INTEGER NOT NULL,
    item    TEXT NOT NULL                -- JSON
) STRICT;

-- Units by state. The key is the number of the SKU times 1048576 plus the number of the location.
CREATE TABLE stock (
    key             INTEGER PRIMARY KEY,
    available       INTEGER NOT NULL,
    reserved        INTEGER NOT NULL,
    committed       INTEGER NOT NULL,
    safety          INTEGER NOT NULL,
    damaged         INTEGER NOT NULL,
    quality_control INTEGER NOT NULL
) STRICT;

-- Units on backorder ('backordered') and units sold through a channel that has a cap ('channel:' and its id).
CREATE TABLE counters (
    sku     INTEGER NOT NULL,
    counter TEXT NOT NULL,
    value   INTEGER NOT NULL,
    PRIMARY KEY (sku, counter)
) STRICT, WITHOUT ROWID;

CREATE TABLE orders (
    number         INTEGER PRIMARY KEY,  -- in the order of their capture
    id             TEXT NOT NULL,
    version        INTEGER NOT NULL,
    channel        INTEGER NOT NULL,
    external_id    TEXT,
    standing       INTEGER NOT NULL,
    placed_at      INTEGER NOT NULL,     -- milliseconds since 1970, as every instant here
    due_at         INTEGER,              -- the earliest instant at which something of it ends by itself
    format         INTEGER NOT NULL,
    document       TEXT NOT NULL         -- JSON: what does not stand in the columns above
) STRICT;
CREATE UNIQUE INDEX orders_by_id ON orders (id);
CREATE UNIQUE INDEX orders_by_external_id ON orders (channel, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX orders_by_standing ON orders (standing, placed_at, id);
CREATE INDEX orders_by_due ON orders (due_at, id) WHERE due_at IS NOT NULL;

CREATE TABLE reservations (
    id          TEXT PRIMARY KEY,
    version     INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    format      INTEGER NOT NULL,
    reservation TEXT NOT NULL            -- JSON
) STRICT, WITHOUT ROWID;
CREATE INDEX reservations_by_due ON reservations (expires_at, id);

-- Orders that wait for stock, first to be served first.
CREATE TABLE waiting (
    sku       INTEGER NOT NULL,
    priority  INTEGER NOT NULL,
    placed_at INTEGER NOT NULL,
    order_id  TEXT NOT NULL,
    PRIMARY KEY (sku, priority DESC, placed_at, order_id)
) STRICT, WITHOUT ROWID;

-- The latest orders of customers; a greater place is a later order.
CREATE TABLE recent (
    customer  TEXT NOT NULL,
    place     INTEGER NOT NULL,
    order_id  TEXT NOT NULL,
    placed_at INTEGER NOT NULL,
    PRIMARY KEY (customer, place)
) STRICT, WITHOUT ROWID;

-- One row a command that took effect, numbered without gaps.
CREATE TABLE log (
    number  INTEGER PRIMARY KEY,
    command TEXT NOT NULL,
    at      INTEGER NOT NULL,
    orders  TEXT,                        -- on the last row of a commit: numbers of the orders it changed
    format  INTEGER NOT NULL,
    entry   TEXT NOT NULL                -- JSON: the rest of the command, what happened, every unit that moved
) STRICT;
CREATE UNIQUE INDEX log_by_command ON log (command);

-- What follows is derived from orders and log, and catches up with them: after commits, and before a list needs it.
CREATE TABLE caught_up (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    through INTEGER NOT NULL             -- the log entry up to which the tables below are complete
) STRICT;
INSERT INTO caught_up VALUES (1, 0);

-- What orders can be found by besides their standing: kind is 'sku', 'location', 'customer', 'tag' or 'hold'.
CREATE TABLE facets (
    number INTEGER PRIMARY KEY,
    kind   TEXT NOT NULL,
    value  TEXT NOT NULL,
    UNIQUE (kind, value)
) STRICT;
CREATE TABLE order_facets (
    facet        INTEGER NOT NULL,
    placed_at    INTEGER NOT NULL,
    order_number INTEGER NOT NULL,
    PRIMARY KEY (facet, placed_at, order_number)
) STRICT, WITHOUT ROWID;

-- Orders with units that are promised for an instant and have not arrived.
CREATE TABLE promised_orders (
    promised_at  INTEGER NOT NULL,
    placed_at    INTEGER NOT NULL,
    order_number INTEGER NOT NULL,
    PRIMARY KEY (promised_at, placed_at, order_number)
) STRICT, WITHOUT ROWID;

-- What the two tables above hold of each order, to be taken out when it changes.
CREATE TABLE faceted_orders (
    order_number INTEGER PRIMARY KEY,
    placed_at    INTEGER NOT NULL,
    promised_at  INTEGER,
    facets       TEXT NOT NULL           -- JSON: numbers of facets, sorted
) STRICT;

-- Log entries that moved units of a SKU.
CREATE TABLE movements (
    sku        INTEGER NOT NULL,
    log_number INTEGER NOT NULL,
    location   INTEGER NOT NULL,
    PRIMARY KEY (sku, log_number, location)
) STRICT, WITHOUT ROWID;

-- For people.
CREATE VIEW order_list AS
    SELECT orders.number, orders.id, channels.name AS channel, external_id, standings.status, payment, fulfillment, delivery, returns,
           strftime('%Y-%m-%dT%H:%M:%fZ', placed_at / 1000.0, 'unixepoch') AS placed_at, version, document
    FROM orders
    JOIN standings ON standings.number = orders.standing
    JOIN channels ON channels.number = orders.channel;
CREATE VIEW stock_list AS
    SELECT skus.name AS sku, locations.name AS location, available, reserved, committed, safety, damaged, quality_control
    FROM stock
    JOIN skus ON skus.number = stock.key / 1048576
    JOIN locations ON locations.number = stock.key % 1048576;
