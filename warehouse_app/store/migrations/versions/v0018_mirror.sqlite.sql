CREATE TABLE case_mirror (
  id INTEGER NOT NULL,
  "case" BIGINT NOT NULL,
  token TEXT NOT NULL,
  turn BIGINT DEFAULT '0' NOT NULL,
  state TEXT NOT NULL,
  todo BIGINT,
  made BIGINT DEFAULT '0' NOT NULL,
  told TEXT NOT NULL,
  photos BIGINT DEFAULT '0' NOT NULL,
  CONSTRAINT pk_case_mirror PRIMARY KEY (id),
  CONSTRAINT uq_case_mirror_case UNIQUE ("case"),
  CONSTRAINT ck_case_mirror_state CHECK (state IN ('sent', 'there', 'refused', 'left', 'over')),
  CONSTRAINT fk_case_mirror_case_case FOREIGN KEY("case") REFERENCES "case" (id)
)

CREATE INDEX ix_case_mirror_there ON case_mirror (todo) WHERE state = 'there'

CREATE TABLE case_look (
  id INTEGER NOT NULL,
  "case" BIGINT NOT NULL,
  seen TEXT NOT NULL,
  CONSTRAINT pk_case_look PRIMARY KEY (id),
  CONSTRAINT uq_case_look_case UNIQUE ("case"),
  CONSTRAINT fk_case_look_case_case FOREIGN KEY("case") REFERENCES "case" (id)
)
