-- The second wall around consumers, as around all else: a file of its own, since databases that know no policies have the table all the same.
ALTER TABLE consumers ENABLE ROW LEVEL SECURITY;
ALTER TABLE consumers FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON consumers USING (tenant = current_setting('oms.tenant', true));
