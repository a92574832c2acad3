-- For people: JSON that operators reach into, instants that can be read.
CREATE VIEW order_list AS
    SELECT orders.tenant, orders.id, orders.channel, external_id, standings.status, payment, fulfillment, delivery, returns,
           to_timestamp(placed_at / 1000.0) AS placed_at, version, document::json AS document
    FROM orders
    JOIN standings ON standings.tenant = orders.tenant AND standings.number = orders.standing;

CREATE VIEW stock_list AS
    SELECT tenant, sku, location, available, reserved, committed, safety, damaged, quality_control FROM stock;

CREATE VIEW lot_list AS
    SELECT lot_stock.tenant, sku, location, lot,
           document::json #>> '{body,expires_on}' AS expires_on, document::json #>> '{body,best_before}' AS best_before,
           document::json #>> '{body,recalled,at}' AS recalled_at,
           available, reserved, committed, safety, damaged, quality_control
    FROM lot_stock
    LEFT JOIN documents ON documents.tenant = lot_stock.tenant AND kind = 'lot'
        AND documents.id = replace(replace(sku, '~', '~0'), '/', '~1') || '/' || replace(replace(lot, '~', '~0'), '/', '~1');

CREATE VIEW event_list AS
    SELECT tenant, number, command, to_timestamp(at / 1000.0) AS at, entry::json #> '{receipt,events}' AS events FROM log;
