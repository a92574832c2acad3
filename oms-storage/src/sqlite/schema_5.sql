-- Orders stand in queues while units of them are not routed. Those that are here already are put where their holds and units say:
-- among who waits, under a name of its own in the place of a SKU ('queue/unfillable', 'queue/waiting_for_supply'), and among what orders
-- can be found by (kind 'queue').
CREATE TABLE queued AS
    WITH going AS (
        SELECT orders.number, orders.id, orders.placed_at, orders.document, coalesce(document ->> '$.priority', 0) AS priority,
               coalesce(document -> '$.holds', '[]') AS holds, coalesce(document -> '$.exclusions', '[]') AS exclusions,
               document ->> '$.pickup' AS pickup
        FROM orders
        JOIN standings ON standings.number = orders.standing
        WHERE standings.status IN ('open', 'on_hold')
    ), lines AS (
        SELECT going.number, coalesce(line.value ->> '$.withheld.quantity', 0) AS withheld,
               sum(CASE portion.value ->> '$.stage' WHEN 'open' THEN portion.value ->> '$.quantity' ELSE 0 END) AS open,
               sum(portion.value ->> '$.stage' = 'backordered') AS backordered,
               sum(portion.value ->> '$.stage' = 'reserved') AS reserved,
               EXISTS (SELECT 1 FROM json_each(going.exclusions) AS said
                       WHERE said.value ->> '$.line' = line.value ->> '$.id' AND said.value ->> '$.location' = going.pickup) AS rejected
        FROM going, json_each(going.document, '$.lines') AS line, json_each(line.value, '$.units') AS portion
        GROUP BY going.number, line.key
    ), units AS (
        SELECT number, sum(open) > 0 AS open, sum(open > withheld) > 0 AS free, sum(backordered) > 0 AS backordered,
               sum(reserved) > 0 AS reserved, sum(rejected AND (open OR backordered)) > 0 AS not_handed_over
        FROM lines
        GROUP BY number
    ), figures AS (
        SELECT going.number, going.id, going.placed_at, going.priority, units.open, units.free, units.backordered, units.reserved,
               units.not_handed_over, EXISTS (SELECT 1 FROM json_each(going.holds) AS hold WHERE hold.value ->> '$.kind' = 'pickup_rejected') AS rejected,
               EXISTS (SELECT 1 FROM json_each(going.holds) AS hold
                       WHERE hold.value ->> '$.kind' NOT IN ('stock', 'unmapped', 'unserviceable', 'pickup_rejected')) AS held,
               EXISTS (SELECT 1 FROM json_each(going.holds) AS hold
                       WHERE hold.value ->> '$.kind' IN ('unserviceable', 'pickup_rejected')) AS stopped
        FROM going
        JOIN units ON units.number = going.number
        WHERE units.open OR units.backordered OR units.reserved
    )
    SELECT number, id, placed_at, priority,
           CASE WHEN open AND rejected OR not_handed_over THEN 'pickup_rejected' WHEN held THEN 'held' WHEN free THEN 'unfillable'
                WHEN open OR stopped THEN 'held' WHEN backordered THEN 'waiting_for_supply' END AS queue
    FROM figures;

INSERT OR IGNORE INTO skus (name) VALUES ('queue/unfillable'), ('queue/waiting_for_supply');
INSERT OR IGNORE INTO waiting (sku, priority, placed_at, order_id)
    SELECT skus.number, queued.priority, queued.placed_at, queued.id
    FROM queued
    JOIN skus ON skus.name = 'queue/' || queued.queue
    WHERE queued.queue IN ('unfillable', 'waiting_for_supply');

-- Orders that have not caught up get it when they do.
INSERT OR IGNORE INTO facets (kind, value) SELECT DISTINCT 'queue', queue FROM queued WHERE queue IS NOT NULL;
CREATE TABLE queue_facets AS
    SELECT facets.number AS facet, queued.placed_at, queued.number AS order_number
    FROM queued
    JOIN facets ON facets.kind = 'queue' AND facets.value = queued.queue
    JOIN faceted_orders ON faceted_orders.order_number = queued.number
    WHERE NOT EXISTS (SELECT 1 FROM order_facets
        WHERE order_facets.facet = facets.number AND order_facets.placed_at = queued.placed_at AND order_facets.order_number = queued.number);
INSERT INTO order_facets (facet, placed_at, order_number) SELECT facet, placed_at, order_number FROM queue_facets;
UPDATE faceted_orders SET facets = (
        SELECT json_group_array(number) FROM (
            SELECT value AS number FROM json_each(faceted_orders.facets)
            UNION SELECT facet FROM queue_facets WHERE queue_facets.order_number = faceted_orders.order_number
            ORDER BY 1))
    WHERE order_number IN (SELECT order_number FROM queue_facets);
DROP TABLE queue_facets;
DROP TABLE queued;
