CREATE TABLE thought (
  odoo_id BIGINT NOT NULL,
  root BIGINT NOT NULL,
  site BIGINT NOT NULL,
  body JSON NOT NULL,
  CONSTRAINT pk_thought PRIMARY KEY (odoo_id)
)

CREATE INDEX ix_thought_site ON thought (site)
