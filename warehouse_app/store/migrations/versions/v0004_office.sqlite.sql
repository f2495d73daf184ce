CREATE TABLE act (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  kind TEXT NOT NULL,
  at BIGINT NOT NULL,
  person BIGINT,
  wave BIGINT,
  "order" BIGINT,
  facts TEXT NOT NULL,
  CONSTRAINT pk_act PRIMARY KEY (id),
  CONSTRAINT fk_act_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_act_person FOREIGN KEY(person) REFERENCES person (id),
  CONSTRAINT fk_act_wave FOREIGN KEY(wave) REFERENCES wave (id),
  CONSTRAINT fk_act_order FOREIGN KEY("order") REFERENCES "order" (id)
)

CREATE INDEX ix_act_w_at ON act (w, at)
