ALTER TABLE "order" ADD COLUMN lane TEXT DEFAULT 'mixed' NOT NULL CONSTRAINT ck_order_lane CHECK (lane IN ('mixed', 'single', 'alone'))

ALTER TABLE "order" ADD COLUMN boost BIGINT DEFAULT '0' NOT NULL CONSTRAINT ck_order_not_negative CHECK (boost >= 0)

ALTER TABLE "order" ADD COLUMN path JSON

CREATE TABLE gate (
  id BIGSERIAL NOT NULL,
  w BIGINT NOT NULL,
  odoo_id BIGINT NOT NULL,
  "order" BIGINT,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  ordered_at BIGINT,
  reference TEXT,
  goods TEXT,
  facts JSON,
  marks JSON,
  verdicts JSON,
  let_go JSON,
  read_at BIGINT,
  first_at BIGINT,
  held_at BIGINT,
  CONSTRAINT pk_gate PRIMARY KEY (id),
  CONSTRAINT ck_gate_state CHECK (state IN ('cleared', 'held', 'past')),
  CONSTRAINT uq_gate_w_odoo_id UNIQUE (w, odoo_id),
  CONSTRAINT fk_gate_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_gate_order FOREIGN KEY("order") REFERENCES "order" (id)
)

CREATE INDEX ix_gate_order ON gate ("order")

CREATE INDEX ix_gate_w_ordered_at ON gate (w, ordered_at)

CREATE INDEX ix_gate_w_goods ON gate (w, goods)

CREATE INDEX ix_gate_w_reference ON gate (w, reference)

CREATE INDEX ix_gate_w_state ON gate (w, state)
