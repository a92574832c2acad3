-- Orders name the commands whose entries of the log may hold something personal of them, so that it can be erased: those that are here
-- already are told by the log. The text of a document goes on where it ended.
WITH told AS (
    SELECT tenant, number, command, entry::jsonb #> '{envelope,command}' AS told FROM log
), personal AS (
    SELECT tenant, told ->> 'order' AS id, '[' || string_agg(to_json(command::text)::text, ',' ORDER BY number) || ']' AS commands
    FROM told
    WHERE CASE
        WHEN told ->> 'type' IN ('change_address', 'request_interception', 'retry_payment') THEN TRUE
        WHEN told ->> 'type' = 'capture_order' THEN told ->> 'customer' IS NOT NULL OR EXISTS (
            SELECT 1 FROM jsonb_each_text(coalesce(told -> 'shipping_address', '{}')) AS part
            WHERE part.key IN ('name', 'address1', 'address2', 'city', 'province', 'postal_code', 'phone', 'email', 'h3_cell', 'coordinates')
                AND coalesce(part.value, '') <> '')
        WHEN told ->> 'type' IN ('place_hold', 'assign_location', 'edit_order', 'reject_fulfillment', 'cancel_fulfillment', 'refund_payment', 'record_chargeback',
            'instruct_payment', 'decline_return', 'cancel_return')
            THEN coalesce(told ->> 'reason', '') <> ''
        WHEN told ->> 'type' IN ('cancel_order', 'receive_unexpected_return', 'open_claim', 'resolve_claim')
            THEN coalesce(told ->> 'note', '') <> '' OR EXISTS (
                SELECT 1 FROM jsonb_array_elements_text(coalesce(told -> 'evidence', '[]')) AS part WHERE part <> '')
        WHEN told ->> 'type' = 'collect_order' THEN coalesce(told ->> 'collected_by', '') <> ''
        WHEN told ->> 'type' = 'ship_parcel' THEN coalesce(told ->> 'tracking_number', '') <> ''
        WHEN told ->> 'type' = 'resolve_interception' THEN coalesce(told ->> 'answer', '') <> ''
        WHEN told ->> 'type' = 'resolve_payment' THEN coalesce(told #>> '{outcome,message}', '') <> ''
        WHEN told ->> 'type' = 'issue_return_label' THEN coalesce(told #>> '{label,tracking_number}', '') <> ''
        ELSE FALSE
    END
    GROUP BY 1, 2
)
UPDATE orders
    SET document = left(document, length(document) - 1) || ',"personal_in":' || personal.commands || '}'
    FROM personal
    WHERE personal.tenant = orders.tenant AND personal.id = orders.id AND document::jsonb -> 'personal_in' IS NULL;
