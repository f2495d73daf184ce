CREATE TABLE judged (
  id BIGSERIAL NOT NULL,
  w BIGINT NOT NULL,
  event TEXT NOT NULL,
  person BIGINT,
  "return" BIGINT NOT NULL,
  return_line BIGINT NOT NULL,
  product BIGINT NOT NULL,
  lot BIGINT,
  lot_read TEXT,
  qty_m BIGINT NOT NULL,
  grade TEXT NOT NULL,
  disposition TEXT NOT NULL,
  checks JSON,
  place BIGINT,
  place_name TEXT,
  for_order TEXT,
  for_transfer BIGINT,
  for_move BIGINT,
  token TEXT NOT NULL,
  judged_at BIGINT NOT NULL,
  odoo_id BIGINT,
  odoo_name TEXT,
  done_at BIGINT,
  CONSTRAINT pk_judged PRIMARY KEY (id),
  CONSTRAINT ck_judged_qty_m CHECK (qty_m > 0),
  CONSTRAINT ck_judged_disposition CHECK (disposition IN ('restock', 'lane', 'refurbish', 'quarantine', 'vendor', 'scrap', 'give_back')),
  CONSTRAINT uq_judged_event UNIQUE (event),
  CONSTRAINT uq_judged_token UNIQUE (token),
  CONSTRAINT fk_judged_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_judged_person FOREIGN KEY(person) REFERENCES person (id),
  CONSTRAINT fk_judged_return FOREIGN KEY("return") REFERENCES "return" (id),
  CONSTRAINT fk_judged_return_line FOREIGN KEY(return_line) REFERENCES return_line (id),
  CONSTRAINT fk_judged_product FOREIGN KEY(product) REFERENCES product (id),
  CONSTRAINT fk_judged_lot FOREIGN KEY(lot) REFERENCES lot (id)
)

CREATE INDEX ix_judged_return ON judged ("return")

CREATE INDEX ix_judged_return_line ON judged (return_line)

CREATE TABLE lacking (
  id BIGSERIAL NOT NULL,
  w BIGINT NOT NULL,
  product BIGINT NOT NULL,
  transfer BIGINT NOT NULL,
  move BIGINT NOT NULL,
  order_name TEXT NOT NULL,
  missing_m BIGINT NOT NULL,
  rank BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  CONSTRAINT pk_lacking PRIMARY KEY (id),
  CONSTRAINT uq_lacking_w_move UNIQUE (w, move),
  CONSTRAINT ck_lacking_not_negative CHECK (missing_m >= 0),
  CONSTRAINT fk_lacking_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_lacking_product FOREIGN KEY(product) REFERENCES product (id)
)

CREATE INDEX ix_lacking_product ON lacking (product)

CREATE TABLE found_goods (
  id BIGSERIAL NOT NULL,
  w BIGINT NOT NULL,
  number TEXT NOT NULL,
  event TEXT NOT NULL,
  person BIGINT,
  what TEXT NOT NULL,
  "return" BIGINT,
  product BIGINT,
  code TEXT,
  qty_m BIGINT NOT NULL,
  found_at BIGINT NOT NULL,
  matched BIGINT,
  matched_at BIGINT,
  CONSTRAINT pk_found_goods PRIMARY KEY (id),
  CONSTRAINT uq_found_goods_w_number UNIQUE (w, number),
  CONSTRAINT uq_found_goods_event UNIQUE (event),
  CONSTRAINT ck_found_goods_what CHECK (what IN ('no_papers', 'unexpected', 'too_many', 'empty')),
  CONSTRAINT ck_found_goods_not_negative CHECK (qty_m >= 0),
  CONSTRAINT fk_found_goods_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_found_goods_person FOREIGN KEY(person) REFERENCES person (id),
  CONSTRAINT fk_found_goods_return FOREIGN KEY("return") REFERENCES "return" (id),
  CONSTRAINT fk_found_goods_product FOREIGN KEY(product) REFERENCES product (id),
  CONSTRAINT fk_found_goods_matched FOREIGN KEY(matched) REFERENCES "return" (id)
)

CREATE INDEX ix_found_goods_return ON found_goods ("return")
