ALTER TABLE count ADD COLUMN event TEXT

ALTER TABLE count ADD COLUMN compared_at BIGINT

ALTER TABLE count ADD COLUMN book_m BIGINT

CREATE TABLE goods_move (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  event TEXT NOT NULL,
  person BIGINT,
  product BIGINT NOT NULL,
  lot BIGINT,
  qty_m BIGINT NOT NULL,
  origin BIGINT NOT NULL,
  target BIGINT NOT NULL,
  token TEXT NOT NULL,
  at BIGINT NOT NULL,
  odoo_id BIGINT,
  odoo_name TEXT,
  done_at BIGINT,
  CONSTRAINT pk_goods_move PRIMARY KEY (id),
  CONSTRAINT uq_goods_move_event UNIQUE (event),
  CONSTRAINT uq_goods_move_token UNIQUE (token),
  CONSTRAINT ck_goods_move_qty_m CHECK (qty_m > 0),
  CONSTRAINT fk_goods_move_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_goods_move_person FOREIGN KEY(person) REFERENCES person (id),
  CONSTRAINT fk_goods_move_product FOREIGN KEY(product) REFERENCES product (id),
  CONSTRAINT fk_goods_move_lot FOREIGN KEY(lot) REFERENCES lot (id),
  CONSTRAINT fk_goods_move_origin FOREIGN KEY(origin) REFERENCES location (id),
  CONSTRAINT fk_goods_move_target FOREIGN KEY(target) REFERENCES location (id)
)
