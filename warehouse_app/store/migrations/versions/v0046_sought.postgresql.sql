CREATE INDEX ix_transfer_odoo_id ON transfer (odoo_id)

CREATE INDEX ix_case_finding_key ON "case" (finding_key)
