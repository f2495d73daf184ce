DROP TABLE evidence

CREATE TABLE evidence (
  id INTEGER NOT NULL,
  w BIGINT NOT NULL,
  about TEXT NOT NULL,
  "case" BIGINT,
  sha256 TEXT NOT NULL,
  mime TEXT NOT NULL,
  size BIGINT NOT NULL,
  at BIGINT NOT NULL,
  person BIGINT,
  body BLOB NOT NULL,
  CONSTRAINT pk_evidence PRIMARY KEY (id),
  CONSTRAINT uq_evidence_about_sha256 UNIQUE (about, sha256),
  CONSTRAINT fk_evidence_w FOREIGN KEY(w) REFERENCES warehouse (id),
  CONSTRAINT fk_evidence_case FOREIGN KEY("case") REFERENCES "case" (id),
  CONSTRAINT fk_evidence_person FOREIGN KEY(person) REFERENCES person (id)
)

CREATE INDEX ix_evidence_case ON evidence ("case")
