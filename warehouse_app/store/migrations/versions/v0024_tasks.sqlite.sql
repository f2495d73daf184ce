CREATE TABLE task (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  number TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT DEFAULT 'open' NOT NULL,
  about TEXT NOT NULL,
  "case" BIGINT,
  transfer BIGINT,
  line BIGINT,
  product BIGINT,
  lot BIGINT,
  qty_m BIGINT,
  origin BIGINT,
  target BIGINT,
  tote TEXT,
  bench TEXT,
  asked_by BIGINT,
  not_for BIGINT,
  taken_by BIGINT,
  asked_at BIGINT NOT NULL,
  due_at BIGINT,
  taken_at BIGINT,
  ended_at BIGINT,
  late_at BIGINT,
  done_m BIGINT,
  reason TEXT,
  event TEXT,
  case_over TEXT,
  CONSTRAINT pk_task PRIMARY KEY (id),
  CONSTRAINT ck_task_kind CHECK (kind IN ('count', 'put_back', 'fetch', 'refill', 'move_tote', 'find')),
  CONSTRAINT ck_task_state CHECK (state IN ('open', 'taken', 'refused', 'done', 'cancelled')),
  CONSTRAINT ck_task_qty_m CHECK (qty_m > 0),
  CONSTRAINT fk_task_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_task_case FOREIGN KEY("case") REFERENCES "case" (id),
  CONSTRAINT fk_task_transfer FOREIGN KEY(transfer) REFERENCES transfer (id),
  CONSTRAINT fk_task_line FOREIGN KEY(line) REFERENCES line (id),
  CONSTRAINT fk_task_product FOREIGN KEY(product) REFERENCES product (id),
  CONSTRAINT fk_task_lot FOREIGN KEY(lot) REFERENCES lot (id),
  CONSTRAINT fk_task_origin FOREIGN KEY(origin) REFERENCES location (id),
  CONSTRAINT fk_task_target FOREIGN KEY(target) REFERENCES location (id),
  CONSTRAINT fk_task_asked_by FOREIGN KEY(asked_by) REFERENCES person (id),
  CONSTRAINT fk_task_not_for FOREIGN KEY(not_for) REFERENCES person (id),
  CONSTRAINT fk_task_taken_by FOREIGN KEY(taken_by) REFERENCES person (id)
)

CREATE INDEX ix_task_case ON task ("case")

CREATE INDEX ix_task_w_state ON task (w, state)

CREATE UNIQUE INDEX uq_task_about_open ON task (w, about) WHERE state IN ('open', 'taken', 'refused')

CREATE TABLE slot (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  kind TEXT NOT NULL,
  shelf TEXT NOT NULL,
  code TEXT NOT NULL,
  at BIGINT NOT NULL,
  CONSTRAINT pk_slot PRIMARY KEY (id),
  CONSTRAINT uq_slot_w_code UNIQUE (w, code),
  CONSTRAINT ck_slot_kind CHECK (kind IN ('cart', 'problem', 'consolidation', 'returns')),
  CONSTRAINT fk_slot_w FOREIGN KEY(w) REFERENCES warehouse (id)
)

CREATE INDEX ix_slot_w_shelf ON slot (w, shelf)

CREATE TABLE tote_place (
  id INTEGER NOT NULL,
  tote BIGINT NOT NULL,
  slot BIGINT NOT NULL,
  at BIGINT NOT NULL,
  person BIGINT,
  CONSTRAINT pk_tote_place PRIMARY KEY (id),
  CONSTRAINT uq_tote_place_tote UNIQUE (tote),
  CONSTRAINT uq_tote_place_slot UNIQUE (slot),
  CONSTRAINT fk_tote_place_tote FOREIGN KEY(tote) REFERENCES tote (id),
  CONSTRAINT fk_tote_place_slot FOREIGN KEY(slot) REFERENCES slot (id),
  CONSTRAINT fk_tote_place_person FOREIGN KEY(person) REFERENCES person (id)
)
