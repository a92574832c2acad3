-- Orders name the commands whose entries of the log may hold something personal of them, so that it can be erased: those that are here
-- already are told by the log. The text of a document goes on where it ended.
CREATE TABLE personal (id TEXT PRIMARY KEY, commands TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO personal (id, commands)
    SELECT id, json_group_array(command)
    FROM (
        SELECT entry ->> '$.command.order' AS id, command
        FROM log
        WHERE entry ->> '$.command.type' IN ('capture_order', 'change_address', 'place_hold', 'assign_location', 'edit_order', 'cancel_order',
            'reject_fulfillment', 'cancel_fulfillment', 'collect_order', 'ship_parcel', 'request_interception', 'resolve_interception',
            'refund_payment', 'record_chargeback', 'instruct_payment', 'resolve_payment', 'retry_payment', 'decline_return', 'cancel_return',
            'issue_return_label', 'receive_unexpected_return', 'open_claim', 'resolve_claim')
        ORDER BY number)
    GROUP BY id;
UPDATE orders
    SET document = substr(document, 1, length(document) - 1) || ',"personal_in":' || personal.commands || '}'
    FROM personal
    WHERE personal.id = orders.id AND document ->> '$.personal_in' IS NULL;
DROP TABLE personal;
