CREATE TABLE unsent (
  id BIGSERIAL NOT NULL,
  at BIGINT NOT NULL,
  key TEXT NOT NULL,
  call TEXT NOT NULL,
  facts JSON NOT NULL,
  calls JSON NOT NULL,
  transfer BIGINT,
  CONSTRAINT pk_unsent PRIMARY KEY (id),
  CONSTRAINT uq_unsent_key UNIQUE (key)
)

CREATE TABLE told_transfer (
  odoo_id BIGINT NOT NULL,
  batch BIGINT,
  done INTEGER DEFAULT '0' NOT NULL CONSTRAINT ck_told_transfer_done CHECK (done IN (0, 1)),
  CONSTRAINT pk_told_transfer PRIMARY KEY (odoo_id)
)

CREATE TABLE told_line (
  id BIGSERIAL NOT NULL,
  transfer BIGINT NOT NULL,
  odoo_id BIGINT NOT NULL,
  move BIGINT NOT NULL,
  product BIGINT NOT NULL,
  location BIGINT NOT NULL,
  lot BIGINT,
  package BIGINT,
  quantity_m BIGINT NOT NULL,
  picked INTEGER DEFAULT '0' NOT NULL CONSTRAINT ck_told_line_picked CHECK (picked IN (0, 1)),
  result_package BIGINT,
  CONSTRAINT pk_told_line PRIMARY KEY (id)
)

CREATE INDEX ix_told_line_transfer ON told_line (transfer)

CREATE INDEX ix_told_line_location ON told_line (location)
