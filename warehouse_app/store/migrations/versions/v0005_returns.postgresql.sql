DROP TABLE return_line

DROP TABLE "return"

CREATE TABLE shipped (
  id BIGSERIAL NOT NULL,
  source BIGINT NOT NULL,
  odoo_id BIGINT NOT NULL,
  w BIGINT NOT NULL,
  "order" BIGINT NOT NULL,
  name TEXT NOT NULL,
  done_at BIGINT NOT NULL,
  back_to JSON NOT NULL,
  seen_at BIGINT NOT NULL,
  CONSTRAINT pk_shipped PRIMARY KEY (id),
  CONSTRAINT uq_shipped_source_odoo_id UNIQUE (source, odoo_id),
  CONSTRAINT fk_shipped_source FOREIGN KEY(source) REFERENCES source (id),
  CONSTRAINT fk_shipped_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_shipped_order FOREIGN KEY("order") REFERENCES "order" (id)
)

CREATE INDEX ix_shipped_order ON shipped ("order")

CREATE TABLE shipped_line (
  id BIGSERIAL NOT NULL,
  shipped BIGINT NOT NULL,
  source_key TEXT NOT NULL,
  move BIGINT NOT NULL,
  product BIGINT NOT NULL,
  lot BIGINT,
  shipped_m BIGINT NOT NULL,
  returned_m BIGINT NOT NULL,
  CONSTRAINT pk_shipped_line PRIMARY KEY (id),
  CONSTRAINT uq_shipped_line_shipped_source_key UNIQUE (shipped, source_key),
  CONSTRAINT ck_shipped_line_not_negative CHECK (shipped_m >= 0 AND returned_m >= 0),
  CONSTRAINT fk_shipped_line_shipped FOREIGN KEY(shipped) REFERENCES shipped (id),
  CONSTRAINT fk_shipped_line_product FOREIGN KEY(product) REFERENCES product (id),
  CONSTRAINT fk_shipped_line_lot FOREIGN KEY(lot) REFERENCES lot (id)
)

CREATE TABLE return (
  id BIGSERIAL NOT NULL,
  w BIGINT NOT NULL,
  number TEXT NOT NULL,
  "order" BIGINT NOT NULL,
  shipped BIGINT,
  state TEXT DEFAULT 'authorised' NOT NULL,
  token TEXT,
  odoo_id BIGINT,
  odoo_name TEXT,
  event TEXT,
  person BIGINT,
  receiver BIGINT,
  authorised_at BIGINT NOT NULL,
  made_at BIGINT,
  received_at BIGINT,
  expires_at BIGINT,
  closed_at BIGINT,
  CONSTRAINT pk_return PRIMARY KEY (id),
  CONSTRAINT uq_return_w_number UNIQUE (w, number),
  CONSTRAINT ck_return_state CHECK (state IN ('authorised', 'received', 'judged', 'refunded', 'closed', 'cancelled')),
  CONSTRAINT fk_return_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_return_order FOREIGN KEY("order") REFERENCES "order" (id),
  CONSTRAINT fk_return_shipped FOREIGN KEY(shipped) REFERENCES shipped (id),
  CONSTRAINT uq_return_token UNIQUE (token),
  CONSTRAINT fk_return_person FOREIGN KEY(person) REFERENCES person (id),
  CONSTRAINT fk_return_receiver FOREIGN KEY(receiver) REFERENCES person (id)
)

CREATE INDEX ix_return_order ON return ("order")

CREATE INDEX ix_return_shipped ON return (shipped)

CREATE UNIQUE INDEX uq_return_event ON return (event)

CREATE TABLE return_line (
  id BIGSERIAL NOT NULL,
  return BIGINT NOT NULL,
  shipped_line BIGINT,
  product BIGINT NOT NULL,
  lot BIGINT,
  reason TEXT,
  expected_m BIGINT DEFAULT '0' NOT NULL,
  received_m BIGINT DEFAULT '0' NOT NULL,
  judgement TEXT,
  location BIGINT,
  facts JSON,
  CONSTRAINT pk_return_line PRIMARY KEY (id),
  CONSTRAINT ck_return_line_not_negative CHECK (expected_m >= 0 AND received_m >= 0),
  CONSTRAINT fk_return_line_return FOREIGN KEY(return) REFERENCES return (id),
  CONSTRAINT fk_return_line_shipped_line FOREIGN KEY(shipped_line) REFERENCES shipped_line (id),
  CONSTRAINT fk_return_line_product FOREIGN KEY(product) REFERENCES product (id),
  CONSTRAINT fk_return_line_lot FOREIGN KEY(lot) REFERENCES lot (id),
  CONSTRAINT fk_return_line_location FOREIGN KEY(location) REFERENCES location (id)
)

CREATE INDEX ix_return_line_return ON return_line (return)

CREATE INDEX ix_return_line_shipped_line ON return_line (shipped_line)
