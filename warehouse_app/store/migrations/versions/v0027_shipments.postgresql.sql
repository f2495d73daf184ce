CREATE TABLE manifest (
  id BIGSERIAL NOT NULL,
  w BIGINT NOT NULL,
  number TEXT NOT NULL,
  carrier TEXT NOT NULL,
  day TEXT NOT NULL,
  left_at BIGINT NOT NULL,
  cutoff_at BIGINT,
  behind BIGINT DEFAULT '0' NOT NULL,
  driver TEXT,
  person BIGINT,
  CONSTRAINT pk_manifest PRIMARY KEY (id),
  CONSTRAINT uq_manifest_w_number UNIQUE (w, number),
  CONSTRAINT ck_manifest_not_negative CHECK (behind >= 0),
  CONSTRAINT fk_manifest_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_manifest_person FOREIGN KEY(person) REFERENCES person (id)
)

CREATE INDEX ix_manifest_w_day ON manifest (w, day)

ALTER TABLE parcel ADD COLUMN tracking TEXT

ALTER TABLE parcel ADD COLUMN manifest BIGINT CONSTRAINT fk_parcel_manifest REFERENCES manifest (id)

CREATE INDEX ix_parcel_manifest ON parcel (manifest)

CREATE TABLE truck_delay (
  id BIGSERIAL NOT NULL,
  w BIGINT NOT NULL,
  carrier TEXT NOT NULL,
  day TEXT NOT NULL,
  minute BIGINT,
  closed INTEGER DEFAULT '0' NOT NULL,
  CONSTRAINT pk_truck_delay PRIMARY KEY (id),
  CONSTRAINT uq_truck_delay_w_carrier_day UNIQUE (w, carrier, day),
  CONSTRAINT ck_truck_delay_not_negative CHECK (minute >= 0),
  CONSTRAINT ck_truck_delay_closed CHECK (closed IN (0, 1)),
  CONSTRAINT fk_truck_delay_w FOREIGN KEY(w) REFERENCES warehouse (id)
)

CREATE TABLE carton_out (
  id BIGSERIAL NOT NULL,
  w BIGINT NOT NULL,
  box BIGINT NOT NULL,
  since BIGINT NOT NULL,
  CONSTRAINT pk_carton_out PRIMARY KEY (id),
  CONSTRAINT uq_carton_out_w_box UNIQUE (w, box),
  CONSTRAINT fk_carton_out_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_carton_out_box FOREIGN KEY(box) REFERENCES box (id)
)
