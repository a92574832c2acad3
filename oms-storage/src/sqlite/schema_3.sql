-- Units by state, of items that are kept by lot. A lot that holds nothing at a location has no row there.
CREATE TABLE lot_stock (
    sku             INTEGER NOT NULL,
    location        INTEGER NOT NULL,
    lot             TEXT NOT NULL,
    available       INTEGER NOT NULL,
    reserved        INTEGER NOT NULL,
    committed       INTEGER NOT NULL,
    safety          INTEGER NOT NULL,
    damaged         INTEGER NOT NULL,
    quality_control INTEGER NOT NULL,
    PRIMARY KEY (sku, location, lot)
) STRICT, WITHOUT ROWID;

-- For people: lots with the days on which they end, and when they were recalled.
CREATE VIEW lot_list AS
    SELECT skus.name AS sku, locations.name AS location, lot_stock.lot,
           document ->> '$.body.expires_on' AS expires_on, document ->> '$.body.best_before' AS best_before,
           document ->> '$.body.recalled.at' AS recalled_at,
           available, reserved, committed, safety, damaged, quality_control
    FROM lot_stock
    JOIN skus ON skus.number = lot_stock.sku
    JOIN locations ON locations.number = lot_stock.location
    LEFT JOIN documents ON kind = 'lot'
        AND id = replace(replace(skus.name, '~', '~0'), '/', '~1') || '/' || replace(replace(lot_stock.lot, '~', '~0'), '/', '~1');
