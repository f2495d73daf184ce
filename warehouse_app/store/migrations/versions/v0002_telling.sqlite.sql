CREATE TABLE move (
  id INTEGER NOT NULL,
  transfer BIGINT NOT NULL,
  odoo_id BIGINT NOT NULL,
  demand_m BIGINT NOT NULL,
  CONSTRAINT pk_move PRIMARY KEY (id),
  CONSTRAINT uq_move_transfer_odoo_id UNIQUE (transfer, odoo_id),
  CONSTRAINT ck_move_not_negative CHECK (demand_m >= 0),
  CONSTRAINT fk_move_transfer FOREIGN KEY(transfer) REFERENCES transfer (id)
)

CREATE TABLE sent (
  id INTEGER NOT NULL,
  transfer BIGINT NOT NULL,
  version BIGINT NOT NULL,
  lines TEXT NOT NULL,
  at BIGINT NOT NULL,
  CONSTRAINT pk_sent PRIMARY KEY (id),
  CONSTRAINT uq_sent_transfer_version UNIQUE (transfer, version),
  CONSTRAINT fk_sent_transfer FOREIGN KEY(transfer) REFERENCES transfer (id)
)

CREATE TABLE batch (
  id INTEGER NOT NULL,
  wave BIGINT NOT NULL,
  odoo_id BIGINT NOT NULL,
  CONSTRAINT pk_batch PRIMARY KEY (id),
  CONSTRAINT uq_batch_wave UNIQUE (wave),
  CONSTRAINT fk_batch_wave FOREIGN KEY(wave) REFERENCES wave (id)
)

CREATE TABLE validated (
  id INTEGER NOT NULL,
  line BIGINT NOT NULL,
  done_m BIGINT NOT NULL,
  at BIGINT NOT NULL,
  CONSTRAINT pk_validated PRIMARY KEY (id),
  CONSTRAINT uq_validated_line UNIQUE (line),
  CONSTRAINT fk_validated_line FOREIGN KEY(line) REFERENCES line (id)
)

CREATE TABLE count (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  product BIGINT NOT NULL,
  location BIGINT NOT NULL,
  lot BIGINT,
  counted_m BIGINT NOT NULL,
  counted_at BIGINT NOT NULL,
  target_m BIGINT,
  sent_at BIGINT,
  done_at BIGINT,
  difference_m BIGINT,
  CONSTRAINT pk_count PRIMARY KEY (id),
  CONSTRAINT ck_count_not_negative CHECK (counted_m >= 0),
  CONSTRAINT ck_count_sent_before_done CHECK (done_at IS NULL OR sent_at IS NOT NULL),
  CONSTRAINT fk_count_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_count_product FOREIGN KEY(product) REFERENCES product (id),
  CONSTRAINT fk_count_location FOREIGN KEY(location) REFERENCES location (id),
  CONSTRAINT fk_count_lot FOREIGN KEY(lot) REFERENCES lot (id)
)

CREATE INDEX ix_count_product_location ON count (product, location)

CREATE TABLE cursor (
  name TEXT NOT NULL,
  at BIGINT NOT NULL,
  CONSTRAINT pk_cursor PRIMARY KEY (name)
)

CREATE TABLE link (
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  words TEXT NOT NULL,
  since BIGINT NOT NULL,
  CONSTRAINT pk_link PRIMARY KEY (name),
  CONSTRAINT ck_link_state CHECK (state IN ('there', 'away', 'denied'))
)

CREATE INDEX ix_outbox_subject_kind ON outbox (subject, kind)
