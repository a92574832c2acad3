-- Orders stand in queues while units of them are not routed. Those that are here already are put where their holds and units say:
-- among who waits, under a name of its own in the place of a SKU ('queue/unfillable', 'queue/waiting_for_supply'), and among what orders
-- can be found by (kind 'queue').
WITH going AS (
    SELECT orders.tenant, orders.id, orders.placed_at, orders.document::jsonb AS document
    FROM orders
    JOIN standings ON standings.tenant = orders.tenant AND standings.number = orders.standing
    WHERE standings.status IN ('open', 'on_hold')
), lines AS (
    SELECT going.tenant, going.id, line.place, coalesce((line.value #>> '{withheld,quantity}')::bigint, 0) AS withheld,
           coalesce(sum((portion.value ->> 'quantity')::bigint) FILTER (WHERE portion.value ->> 'stage' = 'open'), 0) AS open,
           bool_or(portion.value ->> 'stage' = 'backordered') AS backordered,
           bool_or(portion.value ->> 'stage' = 'reserved') AS reserved,
           EXISTS (SELECT 1 FROM jsonb_array_elements(coalesce(going.document -> 'exclusions', '[]')) AS said(value)
               WHERE said.value ->> 'line' = line.value ->> 'id' AND said.value ->> 'location' = going.document ->> 'pickup') AS rejected
    FROM going
    CROSS JOIN LATERAL jsonb_array_elements(going.document -> 'lines') WITH ORDINALITY AS line(value, place)
    CROSS JOIN LATERAL jsonb_array_elements(line.value -> 'units') AS portion(value)
    GROUP BY going.tenant, going.id, going.document, line.place, line.value
), units AS (
    SELECT tenant, id, bool_or(open > 0) AS open, bool_or(open > withheld) AS free, bool_or(backordered) AS backordered,
           bool_or(reserved) AS reserved, bool_or(rejected AND (open > 0 OR backordered)) AS not_handed_over
    FROM lines
    GROUP BY tenant, id
), holds AS (
    SELECT going.tenant, going.id, coalesce(bool_or(hold.value ->> 'kind' = 'pickup_rejected'), false) AS rejected,
           coalesce(bool_or(hold.value ->> 'kind' NOT IN ('stock', 'unmapped', 'unserviceable', 'pickup_rejected')), false) AS held,
           coalesce(bool_or(hold.value ->> 'kind' IN ('unserviceable', 'pickup_rejected')), false) AS stopped
    FROM going
    LEFT JOIN LATERAL jsonb_array_elements(coalesce(going.document -> 'holds', '[]')) AS hold(value) ON true
    GROUP BY going.tenant, going.id
), queued AS (
    SELECT going.tenant, going.id, going.placed_at, coalesce((going.document ->> 'priority')::bigint, 0) AS priority,
           CASE WHEN open AND rejected OR not_handed_over THEN 'pickup_rejected' WHEN held THEN 'held' WHEN free THEN 'unfillable'
                WHEN open OR stopped THEN 'held' WHEN backordered THEN 'waiting_for_supply' END AS queue
    FROM going
    JOIN units ON units.tenant = going.tenant AND units.id = going.id
    JOIN holds ON holds.tenant = going.tenant AND holds.id = going.id
    WHERE units.open OR units.backordered OR units.reserved
), waits AS (
    INSERT INTO waiting (tenant, sku, priority, placed_at, order_id)
    SELECT tenant, 'queue/' || queue, priority, placed_at, id FROM queued WHERE queue IN ('unfillable', 'waiting_for_supply')
    ON CONFLICT DO NOTHING
)
INSERT INTO order_facets (tenant, kind, value, placed_at, order_id)
SELECT tenant, 'queue', queue, placed_at, id FROM queued WHERE queue IS NOT NULL
ON CONFLICT DO NOTHING;
