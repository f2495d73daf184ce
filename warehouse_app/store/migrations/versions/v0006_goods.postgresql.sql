ALTER TABLE location ADD COLUMN stock_at BIGINT

ALTER TABLE pick ADD COLUMN package BIGINT

CREATE INDEX ix_pick_lot ON pick (lot)

CREATE TABLE package (
  id BIGSERIAL NOT NULL,
  source BIGINT NOT NULL,
  odoo_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  CONSTRAINT pk_package PRIMARY KEY (id),
  CONSTRAINT uq_package_source_odoo_id UNIQUE (source, odoo_id),
  CONSTRAINT fk_package_source FOREIGN KEY(source) REFERENCES source (id)
)

CREATE TABLE bin_stock (
  id BIGSERIAL NOT NULL,
  location BIGINT NOT NULL,
  product BIGINT NOT NULL,
  lot BIGINT,
  package BIGINT,
  quantity_m BIGINT NOT NULL,
  reserved_m BIGINT NOT NULL,
  CONSTRAINT pk_bin_stock PRIMARY KEY (id),
  CONSTRAINT fk_bin_stock_location FOREIGN KEY(location) REFERENCES location (id),
  CONSTRAINT fk_bin_stock_product FOREIGN KEY(product) REFERENCES product (id),
  CONSTRAINT fk_bin_stock_lot FOREIGN KEY(lot) REFERENCES lot (id),
  CONSTRAINT fk_bin_stock_package FOREIGN KEY(package) REFERENCES package (id)
)

CREATE INDEX ix_bin_stock_location ON bin_stock (location)
