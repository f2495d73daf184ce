CREATE TABLE bin_lock (
  id BIGSERIAL NOT NULL,
  w BIGINT NOT NULL,
  location BIGINT NOT NULL,
  product BIGINT NOT NULL,
  "case" BIGINT NOT NULL,
  at BIGINT NOT NULL,
  line BIGINT NOT NULL,
  CONSTRAINT pk_bin_lock PRIMARY KEY (id),
  CONSTRAINT uq_bin_lock_location_product UNIQUE (location, product),
  CONSTRAINT fk_bin_lock_w_warehouse FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_bin_lock_location_location FOREIGN KEY(location) REFERENCES location (id),
  CONSTRAINT fk_bin_lock_product_product FOREIGN KEY(product) REFERENCES product (id),
  CONSTRAINT fk_bin_lock_case_case FOREIGN KEY("case") REFERENCES "case" (id),
  CONSTRAINT fk_bin_lock_line_line FOREIGN KEY(line) REFERENCES line (id)
)

CREATE INDEX ix_bin_lock_case ON bin_lock ("case")

ALTER TABLE transfer ADD COLUMN whole_only INTEGER DEFAULT '0' NOT NULL
  CONSTRAINT ck_transfer_whole_only CHECK (whole_only IN (0, 1))
