DROP TABLE print_job

DROP TABLE label

DROP TABLE printer

CREATE TABLE printer (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  station BIGINT,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  address TEXT NOT NULL,
  format TEXT NOT NULL,
  dpi BIGINT DEFAULT '203' NOT NULL,
  agent INTEGER DEFAULT '0' NOT NULL CONSTRAINT ck_printer_agent CHECK (agent IN (0, 1)),
  deputy BIGINT,
  trouble TEXT,
  trouble_at BIGINT,
  gone_at BIGINT,
  CONSTRAINT pk_printer PRIMARY KEY (id),
  CONSTRAINT ck_printer_kind CHECK (kind IN ('zpl', 'ipp', 'queue', 'browser')),
  CONSTRAINT ck_printer_format CHECK (format IN ('zpl', 'pdf')),
  CONSTRAINT ck_printer_not_negative CHECK (dpi >= 0),
  CONSTRAINT fk_printer_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_printer_station FOREIGN KEY(station) REFERENCES station (id),
  CONSTRAINT fk_printer_deputy FOREIGN KEY(deputy) REFERENCES printer (id)
)

CREATE INDEX ix_printer_w_name ON printer (w, name)

CREATE TABLE station_device (
  id INTEGER NOT NULL,
  device BIGINT NOT NULL,
  station BIGINT NOT NULL,
  CONSTRAINT pk_station_device PRIMARY KEY (id),
  CONSTRAINT uq_station_device_device UNIQUE (device),
  CONSTRAINT fk_station_device_device FOREIGN KEY(device) REFERENCES device (id),
  CONSTRAINT fk_station_device_station FOREIGN KEY(station) REFERENCES station (id)
)

CREATE TABLE label (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  parcel BIGINT,
  design TEXT NOT NULL,
  n BIGINT,
  "of" BIGINT,
  sha256 TEXT,
  copy_of BIGINT,
  fields TEXT,
  format TEXT,
  body BLOB,
  scanned_at BIGINT,
  at BIGINT NOT NULL,
  CONSTRAINT pk_label PRIMARY KEY (id),
  CONSTRAINT fk_label_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_label_parcel FOREIGN KEY(parcel) REFERENCES parcel (id),
  CONSTRAINT fk_label_copy_of FOREIGN KEY(copy_of) REFERENCES label (id)
)

CREATE INDEX ix_label_parcel ON label (parcel)

CREATE TABLE print_job (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  printer BIGINT NOT NULL,
  label BIGINT NOT NULL,
  state TEXT DEFAULT 'queued' NOT NULL,
  reason TEXT,
  token TEXT NOT NULL,
  taker TEXT,
  follows BIGINT,
  queued_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  CONSTRAINT pk_print_job PRIMARY KEY (id),
  CONSTRAINT ck_print_job_state CHECK (state IN ('queued', 'sent', 'confirmed', 'unknown', 'void')),
  CONSTRAINT uq_print_job_follows UNIQUE (follows),
  CONSTRAINT fk_print_job_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_print_job_printer FOREIGN KEY(printer) REFERENCES printer (id),
  CONSTRAINT fk_print_job_label FOREIGN KEY(label) REFERENCES label (id),
  CONSTRAINT uq_print_job_token UNIQUE (token),
  CONSTRAINT fk_print_job_follows FOREIGN KEY(follows) REFERENCES print_job (id)
)

CREATE INDEX ix_print_job_label ON print_job (label)

CREATE INDEX ix_print_job_printer_state ON print_job (printer, state)

CREATE TABLE print_step (
  id INTEGER NOT NULL,
  job BIGINT NOT NULL,
  at BIGINT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  person BIGINT,
  CONSTRAINT pk_print_step PRIMARY KEY (id),
  CONSTRAINT ck_print_step_state CHECK (state IN ('queued', 'sent', 'confirmed', 'unknown', 'void')),
  CONSTRAINT fk_print_step_job FOREIGN KEY(job) REFERENCES print_job (id),
  CONSTRAINT fk_print_step_person FOREIGN KEY(person) REFERENCES person (id)
)

CREATE INDEX ix_print_step_job ON print_step (job)

CREATE TABLE awaited (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  transfer BIGINT NOT NULL,
  printer BIGINT NOT NULL,
  state TEXT DEFAULT 'waiting' NOT NULL,
  since BIGINT NOT NULL,
  CONSTRAINT pk_awaited PRIMARY KEY (id),
  CONSTRAINT uq_awaited_transfer UNIQUE (transfer),
  CONSTRAINT ck_awaited_state CHECK (state IN ('waiting', 'late', 'there', 'given_up')),
  CONSTRAINT fk_awaited_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_awaited_transfer FOREIGN KEY(transfer) REFERENCES transfer (id),
  CONSTRAINT fk_awaited_printer FOREIGN KEY(printer) REFERENCES printer (id)
)

CREATE INDEX ix_awaited_state ON awaited (state)

CREATE TRIGGER print_step_no_update BEFORE UPDATE ON print_step
BEGIN
  SELECT RAISE(ABORT, 'print_step is insert-only');
END

CREATE TRIGGER print_step_no_delete BEFORE DELETE ON print_step
BEGIN
  SELECT RAISE(ABORT, 'print_step is insert-only');
END
