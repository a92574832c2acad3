-- The second wall between tenants: whatever a statement says, a user who is no superuser sees and writes only rows of the tenant that its
-- session has named by the setting `oms.tenant`, and none if it has named none. The owner of the tables is no exception.
DO $$
DECLARE
    name TEXT;
BEGIN
    FOREACH name IN ARRAY ARRAY['store', 'writers', 'settings', 'items', 'stock', 'lot_stock', 'counters', 'standings', 'orders', 'order_facets',
                                'reservations', 'documents', 'subjects', 'waiting', 'recent', 'log', 'movements'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY own_tenant ON %I USING (tenant = current_setting(''oms.tenant'', true))', name);
    END LOOP;
    -- Views look with the eyes of who asks; before version 15 with those of their owner, who is held to the policies unless a superuser.
    IF current_setting('server_version_num')::int >= 150000 THEN
        FOREACH name IN ARRAY ARRAY['order_list', 'stock_list', 'lot_list', 'event_list'] LOOP
            EXECUTE format('ALTER VIEW %I SET (security_invoker = true)', name);
        END LOOP;
    END IF;
END $$;
