-- Orders name the commands whose entries of the log may hold something personal of them, so that it can be erased: those that are here
-- already are told by the log. The text of a document goes on where it ended.
CREATE TABLE personal (id TEXT PRIMARY KEY, commands TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO personal (id, commands)
    SELECT id, json_group_array(command)
    FROM (
        SELECT entry ->> '$.command.order' AS id, command
        FROM log
        WHERE CASE
            WHEN entry ->> '$.command.type' IN ('change_address', 'request_interception', 'retry_payment') THEN TRUE
            WHEN entry ->> '$.command.type' = 'capture_order' THEN entry ->> '$.command.customer' IS NOT NULL OR EXISTS (
                SELECT 1 FROM json_each(entry, '$.command.shipping_address') AS part
                WHERE part.key IN ('name', 'address1', 'address2', 'city', 'province', 'postal_code', 'phone', 'email', 'h3_cell', 'coordinates')
                    AND coalesce(part.value, '') <> '')
            WHEN entry ->> '$.command.type' IN ('place_hold', 'assign_location', 'edit_order', 'reject_fulfillment', 'cancel_fulfillment', 'refund_payment', 'record_chargeback',
                'instruct_payment', 'decline_return', 'cancel_return')
                THEN coalesce(entry ->> '$.command.reason', '') <> ''
            WHEN entry ->> '$.command.type' IN ('cancel_order', 'receive_unexpected_return', 'open_claim', 'resolve_claim')
                THEN coalesce(entry ->> '$.command.note', '') <> '' OR EXISTS (
                    SELECT 1 FROM json_each(entry, '$.command.evidence') AS part WHERE part.value <> '')
            WHEN entry ->> '$.command.type' = 'collect_order' THEN coalesce(entry ->> '$.command.collected_by', '') <> ''
            WHEN entry ->> '$.command.type' = 'ship_parcel' THEN coalesce(entry ->> '$.command.tracking_number', '') <> ''
            WHEN entry ->> '$.command.type' = 'resolve_interception' THEN coalesce(entry ->> '$.command.answer', '') <> ''
            WHEN entry ->> '$.command.type' = 'resolve_payment' THEN coalesce(entry ->> '$.command.outcome.message', '') <> ''
            WHEN entry ->> '$.command.type' = 'issue_return_label' THEN coalesce(entry ->> '$.command.label.tracking_number', '') <> ''
            ELSE FALSE
        END
        ORDER BY number)
    GROUP BY id;
UPDATE orders
    SET document = substr(document, 1, length(document) - 1) || ',"personal_in":' || personal.commands || '}'
    FROM personal
    WHERE personal.id = orders.id AND document ->> '$.personal_in' IS NULL;
DROP TABLE personal;
