-- Orders name the commands whose entries of the log may hold something personal of them, so that it can be erased: those that are here
-- already are told by the log. The text of a document goes on where it ended.
WITH personal AS (
    SELECT tenant, entry::jsonb #>> '{envelope,command,order}' AS id,
           '[' || string_agg(to_json(command::text)::text, ',' ORDER BY number) || ']' AS commands
    FROM log
    WHERE entry::jsonb #>> '{envelope,command,type}' IN ('capture_order', 'change_address', 'place_hold', 'assign_location', 'edit_order',
        'cancel_order', 'reject_fulfillment', 'cancel_fulfillment', 'collect_order', 'ship_parcel', 'request_interception',
        'resolve_interception', 'refund_payment', 'record_chargeback', 'instruct_payment', 'resolve_payment', 'retry_payment', 'decline_return',
        'cancel_return', 'issue_return_label', 'receive_unexpected_return', 'open_claim', 'resolve_claim')
    GROUP BY 1, 2
)
UPDATE orders
    SET document = left(document, length(document) - 1) || ',"personal_in":' || personal.commands || '}'
    FROM personal
    WHERE personal.tenant = orders.tenant AND personal.id = orders.id AND document::jsonb -> 'personal_in' IS NULL;
