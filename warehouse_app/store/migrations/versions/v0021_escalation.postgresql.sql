ALTER TABLE "case" ADD COLUMN clock_since BIGINT

ALTER TABLE "case" ADD COLUMN rings BIGINT DEFAULT '0' NOT NULL

ALTER TABLE "case" ADD COLUMN rings_last INTEGER DEFAULT '0' NOT NULL CONSTRAINT ck_case_rings_last CHECK (rings_last IN (0, 1))

CREATE TABLE notice (
  id BIGSERIAL NOT NULL,
  w BIGINT NOT NULL,
  "case" BIGINT NOT NULL,
  kind TEXT NOT NULL,
  person BIGINT,
  body JSON NOT NULL,
  state TEXT DEFAULT 'queued' NOT NULL,
  at BIGINT NOT NULL,
  next_at BIGINT NOT NULL,
  attempts BIGINT DEFAULT '0' NOT NULL,
  error TEXT,
  CONSTRAINT pk_notice PRIMARY KEY (id),
  CONSTRAINT ck_notice_kind CHECK (kind IN ('mail', 'hook')),
  CONSTRAINT ck_notice_state CHECK (state IN ('queued', 'sent', 'off', 'given_up')),
  CONSTRAINT fk_notice_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_notice_case FOREIGN KEY("case") REFERENCES "case" (id),
  CONSTRAINT fk_notice_person FOREIGN KEY(person) REFERENCES person (id)
)

CREATE INDEX ix_notice_case ON notice ("case")

CREATE INDEX ix_notice_due ON notice (next_at) WHERE state = 'queued'
