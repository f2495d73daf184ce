CREATE TABLE override (
  id BIGSERIAL NOT NULL,
  w BIGINT NOT NULL,
  code TEXT NOT NULL,
  state TEXT NOT NULL,
  at BIGINT NOT NULL,
  day TEXT NOT NULL,
  person BIGINT NOT NULL,
  reason TEXT NOT NULL,
  subject TEXT NOT NULL,
  facts JSON NOT NULL,
  second BIGINT,
  second_at BIGINT,
  CONSTRAINT pk_override PRIMARY KEY (id),
  CONSTRAINT ck_override_state CHECK (state IN ('done', 'waiting', 'approved', 'refused')),
  CONSTRAINT fk_override_w_warehouse FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_override_person_person FOREIGN KEY(person) REFERENCES person (id),
  CONSTRAINT fk_override_second_person FOREIGN KEY(second) REFERENCES person (id)
)

CREATE INDEX ix_override_w_day ON override (w, day)

CREATE INDEX ix_override_subject ON override (subject)

CREATE TABLE handover (
  id BIGSERIAL NOT NULL,
  w BIGINT NOT NULL,
  at BIGINT NOT NULL,
  leaver BIGINT NOT NULL,
  taker BIGINT NOT NULL,
  cases BIGINT DEFAULT '0' NOT NULL,
  "left" JSON NOT NULL,
  CONSTRAINT pk_handover PRIMARY KEY (id),
  CONSTRAINT fk_handover_w_warehouse FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_handover_leaver_person FOREIGN KEY(leaver) REFERENCES person (id),
  CONSTRAINT fk_handover_taker_person FOREIGN KEY(taker) REFERENCES person (id)
)

CREATE INDEX ix_handover_w_at ON handover (w, at)
