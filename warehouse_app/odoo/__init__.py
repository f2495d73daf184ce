"""The only place that speaks to Odoo: session (one call and what may become of it), gateway (the port), records."""
