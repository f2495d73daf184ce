DROP TABLE print_job

DROP TABLE label

DROP TABLE parcel_item

DROP TABLE parcel

CREATE TABLE box (
  id INTEGER NOT NULL,
  source BIGINT NOT NULL,
  odoo_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  barcode TEXT,
  size_mm TEXT,
  weight_g BIGINT,
  max_g BIGINT,
  offered INTEGER DEFAULT '1' NOT NULL CONSTRAINT ck_box_offered CHECK (offered IN (0, 1)),
  CONSTRAINT pk_box PRIMARY KEY (id),
  CONSTRAINT uq_box_source_odoo_id UNIQUE (source, odoo_id),
  CONSTRAINT fk_box_source FOREIGN KEY(source) REFERENCES source (id)
)

CREATE TABLE packing (
  id INTEGER NOT NULL,
  transfer BIGINT NOT NULL,
  epoch BIGINT DEFAULT '0' NOT NULL,
  device BIGINT,
  person BIGINT,
  opened_at BIGINT NOT NULL,
  packed_at BIGINT,
  CONSTRAINT pk_packing PRIMARY KEY (id),
  CONSTRAINT uq_packing_transfer UNIQUE (transfer),
  CONSTRAINT ck_packing_not_negative CHECK (epoch >= 0),
  CONSTRAINT fk_packing_transfer FOREIGN KEY(transfer) REFERENCES transfer (id),
  CONSTRAINT fk_packing_device FOREIGN KEY(device) REFERENCES device (id),
  CONSTRAINT fk_packing_person FOREIGN KEY(person) REFERENCES person (id)
)

CREATE TABLE parcel (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  number TEXT NOT NULL,
  sscc TEXT,
  transfer BIGINT NOT NULL,
  station BIGINT,
  box BIGINT,
  state TEXT DEFAULT 'open' NOT NULL,
  weight_g BIGINT,
  size_mm TEXT,
  odoo_id BIGINT,
  token TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  closed_at BIGINT,
  loaded_at BIGINT,
  content_m BIGINT DEFAULT '0' NOT NULL,
  CONSTRAINT pk_parcel PRIMARY KEY (id),
  CONSTRAINT uq_parcel_w_number UNIQUE (w, number),
  CONSTRAINT ck_parcel_state CHECK (state IN ('open', 'closed', 'void')),
  CONSTRAINT ck_parcel_not_negative CHECK (content_m >= 0),
  CONSTRAINT fk_parcel_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT uq_parcel_sscc UNIQUE (sscc),
  CONSTRAINT fk_parcel_transfer FOREIGN KEY(transfer) REFERENCES transfer (id),
  CONSTRAINT fk_parcel_station FOREIGN KEY(station) REFERENCES station (id),
  CONSTRAINT fk_parcel_box FOREIGN KEY(box) REFERENCES box (id),
  CONSTRAINT uq_parcel_token UNIQUE (token)
)

CREATE INDEX ix_parcel_number ON parcel (number)

CREATE INDEX ix_parcel_transfer ON parcel (transfer)

CREATE TABLE parcel_item (
  id INTEGER NOT NULL,
  event TEXT NOT NULL,
  parcel BIGINT NOT NULL,
  line BIGINT NOT NULL,
  qty_m BIGINT NOT NULL,
  reversed_by TEXT,
  CONSTRAINT pk_parcel_item PRIMARY KEY (id),
  CONSTRAINT ck_parcel_item_qty_m CHECK (qty_m > 0),
  CONSTRAINT uq_parcel_item_event UNIQUE (event),
  CONSTRAINT fk_parcel_item_event FOREIGN KEY(event) REFERENCES event (id),
  CONSTRAINT fk_parcel_item_parcel FOREIGN KEY(parcel) REFERENCES parcel (id),
  CONSTRAINT fk_parcel_item_line FOREIGN KEY(line) REFERENCES line (id)
)

CREATE INDEX ix_parcel_item_line ON parcel_item (line)

CREATE INDEX ix_parcel_item_parcel ON parcel_item (parcel)

CREATE TABLE label (
  id INTEGER NOT NULL,
  parcel BIGINT,
  design TEXT NOT NULL,
  n BIGINT NOT NULL,
  "of" BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  copy_of BIGINT,
  at BIGINT NOT NULL,
  CONSTRAINT pk_label PRIMARY KEY (id),
  CONSTRAINT ck_label_n_of_m CHECK (n BETWEEN 1 AND "of"),
  CONSTRAINT fk_label_parcel FOREIGN KEY(parcel) REFERENCES parcel (id),
  CONSTRAINT fk_label_copy_of FOREIGN KEY(copy_of) REFERENCES label (id)
)

CREATE INDEX ix_label_parcel ON label (parcel)

CREATE TABLE print_job (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  printer BIGINT NOT NULL,
  label BIGINT,
  state TEXT DEFAULT 'queued' NOT NULL,
  attempts BIGINT DEFAULT '0' NOT NULL,
  queued_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  error TEXT,
  CONSTRAINT pk_print_job PRIMARY KEY (id),
  CONSTRAINT ck_print_job_state CHECK (state IN ('queued', 'sent', 'confirmed', 'unknown', 'void')),
  CONSTRAINT ck_print_job_not_negative CHECK (attempts >= 0),
  CONSTRAINT fk_print_job_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_print_job_printer FOREIGN KEY(printer) REFERENCES printer (id),
  CONSTRAINT fk_print_job_label FOREIGN KEY(label) REFERENCES label (id)
)

CREATE INDEX ix_print_job_printer ON print_job (printer)

CREATE TABLE next_transfer (
  id INTEGER NOT NULL,
  transfer BIGINT NOT NULL,
  odoo_id BIGINT NOT NULL,
  CONSTRAINT pk_next_transfer PRIMARY KEY (id),
  CONSTRAINT uq_next_transfer_transfer_odoo_id UNIQUE (transfer, odoo_id),
  CONSTRAINT fk_next_transfer_transfer FOREIGN KEY(transfer) REFERENCES transfer (id)
)

CREATE INDEX ix_next_transfer_odoo_id ON next_transfer (odoo_id)

ALTER TABLE op_type ADD COLUMN step TEXT CONSTRAINT ck_op_type_step CHECK (step IN ('pick', 'pack', 'ship'))

ALTER TABLE "order" ADD COLUMN hold TEXT

ALTER TABLE "case" ADD COLUMN decision TEXT

ALTER TABLE wave ADD COLUMN assigned BIGINT CONSTRAINT fk_wave_assigned REFERENCES person (id)

ALTER TABLE transfer ADD COLUMN ship_to TEXT

ALTER TABLE transfer ADD COLUMN rest TEXT DEFAULT 'backorder' NOT NULL CONSTRAINT ck_transfer_rest CHECK (rest IN ('backorder', 'cancel', 'wait'))

ALTER TABLE line ADD COLUMN for_case BIGINT

ALTER TABLE line ADD COLUMN packed_m BIGINT DEFAULT 0 NOT NULL
